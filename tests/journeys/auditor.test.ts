import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { launchBrowser } from '../ui/browser.ts';
import { patience, type Visit, visitAs } from './visit.ts';

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
] as const)('an auditor at work, by keyboard, %s', (_how, javaScriptEnabled) => {
  let portal: TestPortal;
  let browser: Browser;
  let jelena: Visit;

  beforeAll(async () => {
    portal = await startTestPortal();
    browser = await launchBrowser();
    const arta = await portal.signIn('arta');
    await arta.get('/actions');
    await arta.get('/actions/0192f000-0000-7000-8000-000000000000');
    jelena = await visitAs(browser, portal.url, 'jelena', { javaScriptEnabled });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  it(
    'chooses conditions in the form, takes one away by its chip, and comes from a number to its entries',
    async () => {
      const { page } = jelena;
      await page.goto(`${portal.url}/audit`);
      await page.locator('summary', { hasText: 'Add conditions by choosing' }).focus();
      await page.keyboard.press('Enter');
      await page.getByLabel('Agency of the person').selectOption('AL-ASP');
      await page.getByLabel('Outcome', { exact: true }).selectOption('deny');
      await page.getByRole('button', { name: 'Search', exact: true }).press('Enter');
      expect(await page.locator('input[name=q][type=search]').first().inputValue()).toBe('agency:AL-ASP outcome:deny');
      expect(await page.locator('main tbody tr').count()).toBe(1);
      await page.getByRole('link', { name: 'Remove filter outcome:deny' }).press('Enter');
      await page.waitForURL(/q=agency%3AAL-ASP$/);
      const count = await page.locator('main tbody tr').count();
      await page.getByRole('link', { name: 'In numbers' }).press('Enter');
      const today = page.locator('svg[aria-labelledby=days-title] a').last();
      expect(await today.getAttribute('aria-label')).toContain(`${count} entries`);
      await today.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/audit\?q=/);
      expect(await page.locator('main tbody tr').count()).toBe(count);
    },
    patience * 2,
  );

  it(
    'goes from an entry to who has seen its record, and to all that a reader did',
    async () => {
      const { page } = jelena;
      await page.goto(`${portal.url}/audit?q=${encodeURIComponent('agency:AL-ASP action:record.list')}`);
      await page.locator('main tbody a[href^="/audit/entries/"]').first().press('Enter');
      await page.locator('main a[href^="/audit/records/"]').first().press('Enter');
      await page.getByRole('heading', { name: 'Who has seen this' }).waitFor();
      // Whose entries never name them leads on under the pseudonym.
      await page.goto(`${portal.url}/audit?q=${encodeURIComponent('agency:AL-ASP action:auth.login')}`);
      await page.locator('main tbody a[href^="/audit/entries/"]').first().press('Enter');
      await page.locator('main a[href^="/audit/people/"]').first().press('Enter');
      await page.getByRole('heading', { name: 'Accesses per day' }).waitFor();
    },
    patience * 2,
  );

  it(
    'asks for a verification, sees it end, and downloads an export',
    async () => {
      const { page } = jelena;
      await page.goto(`${portal.url}/audit/verify`);
      await page.getByRole('button', { name: 'Verify now' }).press('Enter');
      await page.waitForURL(/\/audit\/verifications\//);
      // The page renews itself by the header alone.
      await page.getByText('The log is intact').waitFor();
      await page.goto(`${portal.url}/audit?q=${encodeURIComponent('agency:AL-ASP')}`);
      await page.getByRole('button', { name: 'Export these entries' }).press('Enter');
      await page.waitForURL(/\/audit\/exports\//);
      const link = page.getByRole('link', { name: 'Download the archive' });
      await link.waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), link.press('Enter')]);
      expect(download.suggestedFilename()).toBe('audit-export.tar');
      expect(jelena.complaints).toEqual([]);
    },
    patience * 2,
  );
});
