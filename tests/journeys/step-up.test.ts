import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { launchBrowser } from '../ui/browser.ts';
import { patience, type Visit, visitAs } from './visit.ts';

const typed = {
  Title: 'Seals that show every opening',
  'What was the problem': 'Seals were opened and closed again.',
  'What you did': 'Both services use one kind of seal.',
  'What happened': 'Two openings were found in the first week.',
};

describe(
  'an officer who signed in without a second factor',
  () => {
    let portal: TestPortal;
    let browser: Browser;
    let ilir: Visit;

    beforeAll(async () => {
      portal = await startTestPortal();
      browser = await launchBrowser();
      ilir = await visitAs(browser, portal.url, 'ilir');
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await portal?.close();
    });

    const share = (page: Page) => page.getByRole('button', { name: 'Share now' }).click();

    /** Back at the form, with all that was typed. */
    async function expectTextBack(page: Page): Promise<void> {
      expect(new URL(page.url()).pathname).toBe('/practices/new');
      await page.locator('[data-s-restore-yes]').click();
      for (const [label, text] of Object.entries(typed)) expect(await page.getByLabel(label).inputValue()).toBe(text);
      expect(await page.locator('input[name=classification][value=RESTRICTED]').isChecked()).toBe(true);
    }

    it('writes a Restricted practice, and is asked for the factor when it is to be shared', async () => {
      const { page } = ilir;
      expect(await page.innerText('main')).toContain('You signed in without a second factor');
      await page.goto(`${portal.url}/practices/new`);
      for (const [label, text] of Object.entries(typed)) await page.getByLabel(label).pressSequentially(text);
      await page.locator('summary', { hasText: 'Advanced' }).click();
      await page.locator('input[name=classification][value=RESTRICTED]').check();
      await share(page);
      await page.waitForURL(/\/step-up\?/);
      expect(await page.innerText('h1')).toBe('Sign in with a second factor');
    });

    it('gives it at the own agency, and is back at the form with all that was typed', async () => {
      const { page } = ilir;
      await page.getByRole('link', { name: 'Continue to the second factor' }).click();
      await page.getByRole('link', { name: 'Ilir Gjokaj' }).click();
      await page.waitForURL(`${portal.url}/practices/new`);
      await page.locator('h1').waitFor();
      await expectTextBack(page);
    });

    it('is asked for the purpose next, again without losing a word, and shares', async () => {
      const { page } = ilir;
      await share(page);
      await page.waitForURL(/\/purpose\?/);
      await page.getByLabel('Detection of crime').check();
      await page.getByLabel('Reference').fill('AL-ASP-77/J7');
      await page.getByRole('button', { name: 'State this purpose' }).click();
      await page.waitForURL(`${portal.url}/practices/new`);
      await expectTextBack(page);
      await share(page);
      await page.waitForURL(/\/practices\/[0-9a-f-]{36}/);
      expect(await page.innerText('h1')).toBe(typed.Title);
      expect(await page.innerText('main')).toContain('Restricted');
      await page.goto(`${portal.url}/`);
      expect(await page.innerText('main')).not.toContain('You signed in without a second factor');
      await page.goto(`${portal.url}/practices/new`);
      expect(await page.locator('[data-s-restore]').isVisible()).toBe(false);
      expect(ilir.complaints).toEqual([]);
    });
  },
  patience * 2,
);
