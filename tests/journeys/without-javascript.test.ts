import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { launchBrowser } from '../ui/browser.ts';
import { listedTitles, patience, searchActions, titleOf, type Visit, visitAs } from './visit.ts';

describe(
  'the whole job without JavaScript',
  () => {
    let portal: TestPortal;
    let browser: Browser;
    let arta: Visit;

    beforeAll(async () => {
      portal = await startTestPortal();
      browser = await launchBrowser();
      arta = await visitAs(browser, portal.url, 'arta', { javaScriptEnabled: false });
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await portal?.close();
    });

    it('signs in: the agency’s page offers a button where it would send itself', async () => {
      expect(await arta.page.locator('h1').innerText()).toBe('Good day, Arta Kodrani');
    });

    it('the purpose is stated in the form for it, and mistakes come back with it', async () => {
      const { page } = arta;
      await page.getByRole('link', { name: 'State another purpose' }).click();
      await page.getByLabel('Prevention of crime').check();
      await page.getByRole('button', { name: 'State this purpose' }).click();
      expect(await page.locator('[data-s-problems]').innerText()).toContain('Fill in this field');
      expect(await page.getByLabel('Prevention of crime').isChecked()).toBe(true);
      await page.getByLabel('Reference').fill('AL-ASP-77/J7');
      await page.getByRole('button', { name: 'State this purpose' }).click();
      await page.waitForURL(`${portal.url}/`);
      expect(await page.locator('.s-purpose').innerText()).toContain('Prevention of crime (stated)');
    });

    it('a commitment is answered', async () => {
      const { page } = arta;
      await page
        .getByRole('link', { name: titleOf('balkan-route-picture') })
        .first()
        .click();
      const card = page.locator('#commitment-AL-ASP');
      await card.getByRole('button', { name: 'Accept', exact: true }).click();
      await page.locator('[data-s-done]', { hasText: 'Your agency has accepted the commitment.' }).waitFor();
      expect(await card.innerText()).toMatch(/Accepted\s+Not started/);
    });

    it('a practice touches a panel: once it is chosen under “More”, the button offers its members, and the choice is still in sight', async () => {
      const { page } = arta;
      await page.goto(`${portal.url}/practices/new`);
      const members = page.locator('input[name=share][value=panel]');
      expect(await members.count()).toBe(0);
      await page.getByLabel('Title').fill('A notebook on the train');
      await page.locator('summary', { hasText: 'More: language, panel' }).click();
      await page.locator('select[name=panel]').selectOption('J7-P3');
      await page.getByRole('button', { name: 'Check who will see this' }).click();
      await members.check();
      expect(await page.locator('select[name=panel]').isVisible()).toBe(true);
      expect(await page.locator('select[name=panel]').inputValue()).toBe('J7-P3');
      expect(await page.getByLabel('Title').inputValue()).toBe('A notebook on the train');
    });

    it('an action is created: the audience is checked by a button, and what was typed stands', async () => {
      const { page } = arta;
      await page.goto(`${portal.url}/actions`);
      await page.getByRole('link', { name: 'New action' }).click();
      await page.getByLabel('Follows up').selectOption({ index: 1 });
      await page.getByLabel('Only my agency and').check();
      await page.locator('input[name=shareAgencies][value=IT-DCSA]').check();
      await page.getByLabel('Title').fill('Exchange samples of tablets');
      await page.getByLabel('What is to be done').fill('Laboratories exchange ten samples.');
      await page.getByRole('button', { name: 'Check who will see this' }).click();
      expect(await page.locator('[data-s-audience]').innerText()).toMatch(/^\d+ people in 2 agencies will see this\./);
      expect(await page.getByLabel('Title').inputValue()).toBe('Exchange samples of tablets');
      expect(await page.locator('input[name=shareAgencies][value=IT-DCSA]').isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Share now' }).click();
      await page.waitForURL(/\/actions\/[0-9a-f-]{36}$/);
      await searchActions(page, portal.url, 'samples of tablets');
      expect(await listedTitles(page)).toEqual(['Exchange samples of tablets']);
    });

    it('the theme and the language are chosen by plain forms', async () => {
      const { page } = arta;
      await page.goto(`${portal.url}/profile`);
      await page.getByRole('button', { name: 'Dark' }).click();
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
      expect(page.url()).toBe(`${portal.url}/profile`);
      await page.locator('.s-menu--language summary, .s-menu > summary').first().click();
      await page.getByRole('button', { name: 'Српски (ћирилица)' }).click();
      expect(await page.locator('html').getAttribute('lang')).toBe('sr-Cyrl');
    });
  },
  patience,
);
