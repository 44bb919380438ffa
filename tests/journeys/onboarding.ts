import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { waitingMetadata } from '../support/provider-application.ts';
import { launchBrowser } from '../ui/browser.ts';
import { listedTitles, open, type Visit, visitAs } from './visit.ts';

const patience = 120_000;

/** Two operators let a new provider in: applied for, vetted, compared, tried, confirmed, in force; its first officer reads. */
export function walkOnboarding(how: string, options: BrowserContextOptions): void {
  describe(
    `a new provider comes in, ${how}`,
    () => {
      let portal: TestPortal;
      let browser: Browser;
      let karl: Visit;
      let lidia: Visit;
      let arta: Visit;
      let provider: Awaited<ReturnType<typeof waitingMetadata>>;
      let application = '';
      let testLink = '';

      beforeAll(async () => {
        portal = await startTestPortal();
        browser = await launchBrowser();
        karl = await visitAs(browser, portal.url, 'karl', options);
        lidia = await visitAs(browser, portal.url, 'lidia', options);
        arta = await visitAs(browser, portal.url, 'arta', options);
        provider = await waitingMetadata(portal.url);
      }, 300_000);
      afterAll(async () => {
        await browser?.close();
        await portal?.close();
      });

      const press = ({ page }: Visit, name: string) => page.getByRole('button', { name, exact: true }).click();
      const text = ({ page }: Visit) => page.innerText('main');

      it('karl of the RCC applies for it; what he forgot is named, and nothing that he typed is lost', async () => {
        const { page } = karl;
        await page.goto(`${portal.url}/federation`);
        await page.getByRole('link', { name: 'Applications' }).click();
        await page.getByRole('link', { name: 'Apply for a provider' }).click();
        await page.getByLabel('Short name').fill('al-new');
        await page.getByLabel('Albanian State Police').check();
        await page.getByLabel('Metadata').fill(provider.xml);
        await page.getByLabel('Domains').fill('al.example');
        await page.getByLabel('Prevention of crime').check();
        await press(karl, 'Apply');
        const summary = page.locator('.s-problems');
        expect(await summary.innerText()).toContain('reason');
        expect(await page.getByLabel('Short name').inputValue()).toBe('al-new');
        expect(await page.getByLabel('Albanian State Police').isChecked()).toBe(true);
        await page.getByLabel('Why').fill('The agency’s contact asked for it on 20 November');
        await press(karl, 'Apply');
        await page.waitForURL(/\/federation\/applications\/\d+$/);
        application = page.url();
        expect(await text(karl)).toContain('A provider that was not in before');
        expect(await text(karl)).toContain('you applied for it, so somebody else decides');
      });

      it('lidia of Slovenia vets it, and compares the key that the agency reads to her', async () => {
        const { page } = lidia;
        await page.goto(`${portal.url}/federation/applications`);
        await page
          .getByRole('link', { name: /sign-in of 2027/ })
          .first()
          .click();
        await press(lidia, 'I know who this is');
        await page.getByLabel('Fingerprint').fill('00'.repeat(32));
        await press(lidia, 'Compare the key');
        expect(await text(lidia)).toContain('This is another key than the one applied for');
        await page.getByLabel('Fingerprint').fill(provider.fingerprint.toUpperCase().match(/../g)?.join(':') ?? '');
        await press(lidia, 'Compare the key');
        expect(await text(lidia)).toContain('The key is the one applied for');
      });

      it('karl makes a test link, and the provider’s technician tries it: nobody is let in', async () => {
        const { page } = karl;
        await page.goto(application);
        await press(karl, 'Make a test link');
        testLink = (await page.locator('main .s-note a').first().getAttribute('href')) ?? '';
        const technician = await open(browser, portal.url, options);
        await technician.page.goto(portal.url + testLink);
        await technician.page.getByRole('link', { name: 'Blerina Shtupi' }).click();
        if (!technician.scripts) await technician.page.getByRole('button').first().click();
        await technician.page.getByText('Nobody is signed in').waitFor();
        expect(await technician.page.innerText('main')).toContain('blerina@al.example');
        await technician.page.goto(`${portal.url}/actions`);
        await technician.page.waitForURL(/\/sign-in/);
        await technician.context.close();
      });

      it('arta is asked for her agency at once, and confirms', async () => {
        const { page } = arta;
        await page.goto(portal.url);
        expect(await text(arta)).toContain('Your agency is asked to confirm');
        await page.getByRole('link', { name: 'See the application' }).first().click();
        await press(arta, 'Our agency confirms');
        expect(await text(arta)).toContain('Your agency has confirmed.');
      });

      it('lidia sees that the test succeeded, and puts it into force', async () => {
        const { page } = lidia;
        await page.goto(application);
        expect(await text(lidia)).toContain('The test sign-in succeeded');
        await press(lidia, 'Put into force');
        expect(await text(lidia)).toContain('in force from the next sign-in on');
        await page.goto(`${portal.url}/federation`);
        expect(await page.locator('#provider-al-new').innerText()).toContain('People sign in');
      });

      it('its first officer signs in and reads', async () => {
        const blerina = await open(browser, portal.url, options);
        const { page } = blerina;
        await page.goto(`${portal.url}/saml/login?idp=${encodeURIComponent(provider.entityId)}&returnTo=%2Factions`);
        await page.getByRole('link', { name: 'Blerina Shtupi' }).click();
        if (!blerina.scripts) await page.getByRole('button').first().click();
        await page.waitForURL(`${portal.url}/actions`);
        await page.locator('main table a[data-id]').first().waitFor();
        expect((await listedTitles(page)).length).toBeGreaterThan(3);
        await page.context().close();
      });

      it('and no page made a browser complain', () => {
        for (const { complaints } of [karl, lidia, arta]) expect(complaints).toEqual([]);
      });
    },
    patience,
  );
}
