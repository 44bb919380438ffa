import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { launchBrowser } from '../ui/browser.ts';
import { arriveHome, searchActions, titleOf, type Visit, visitAs } from './visit.ts';

const ephedrine = titleOf('ephedrine-map');

/** The answer to the next form that is sent, beside the page that shows it. */
async function statusOf(page: Page, send: () => Promise<void>): Promise<number> {
  const answer = page.waitForResponse((response) => {
    const request = response.request();
    // Not the form's own question about its audience.
    return request.method() === 'POST' && request.isNavigationRequest();
  });
  await send();
  const status = (await answer).status();
  await page.waitForLoadState();
  return status;
}

describe('nothing that was typed is lost', () => {
  let portal: TestPortal;
  let browser: Browser;
  let chiara: Visit;

  beforeAll(async () => {
    portal = await startTestPortal();
    browser = await launchBrowser();
    chiara = await visitAs(browser, portal.url, 'chiara');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click();

  it('a title that was typed in an old tab does not undo that the audience was narrowed meanwhile', async () => {
    const old = chiara.page;
    await searchActions(old, portal.url, 'ephedrine diversion');
    await old.getByRole('link', { name: ephedrine }).click();
    await old.getByRole('link', { name: 'Edit' }).click();
    await old.waitForURL(/\/edit$/);
    const other = await chiara.context.newPage();
    await other.goto(old.url());

    const narrowed = 'Each participant sends its tables by the end of March.';
    await other.getByLabel('Only my agency and').check();
    await other.locator('input[name=shareAgencies][value=AL-ASP]').check();
    await other.getByLabel('Low priority').check();
    await other.getByLabel('What is to be done').fill(narrowed);
    expect(await statusOf(other, () => save(other))).toBe(303);

    const title = 'Map of ephedrine diversion, first version';
    await old.getByLabel('Title').fill(title);
    expect(await statusOf(old, () => save(old))).toBe(409);
    const note = old.locator('.s-note', { hasText: 'Somebody changed this meanwhile' });
    const rows = await note.locator('tbody th').allInnerTexts();
    expect(rows.map((row) => row.split('\n')[0])).toEqual(['Share with', 'Priority', 'Title', 'What is to be done']);
    expect(await note.locator('tbody tr').first().innerText()).toContain('you had not touched it');
    expect(await note.locator('tbody tr').nth(2).innerText()).toContain(ephedrine);
    expect(await old.getByLabel('Title').inputValue()).toBe(title);
    expect(await old.getByLabel('What is to be done').inputValue()).toBe(narrowed);
    expect(await old.getByLabel('Only my agency and').isChecked()).toBe(true);

    expect(await statusOf(old, () => save(old))).toBe(303);
    await old.waitForURL(/\/actions\/[0-9a-f-]{36}$/);
    const main = await old.innerText('main');
    expect(main).toContain(title);
    expect(main).toContain(narrowed);
    expect(main).toContain('TLP:AMBER+STRICT');
    expect(chiara.complaints).toEqual([]);
  }, 60_000);

  it('the date 12/31/2026 is explained, and the rest of the form stands as it was typed', async () => {
    const { page } = chiara;
    await page.goto(`${portal.url}/actions/new`);
    const conclusion = page.getByLabel('Follows up');
    await conclusion.selectOption({ index: 3 });
    const chosen = await conclusion.inputValue();
    await page.getByLabel('Only my agency and').check();
    await page.locator('input[name=shareAgencies][value=AL-ASP]').check();
    await page.getByLabel('Title').fill('Compare licences');
    await page.getByLabel('What is to be done').fill('Licences of both countries are compared.');
    await page.getByLabel('How success will be seen').fill('Ten licences compared.');
    await page.getByLabel('Due date').fill('12/31/2026');
    await page.getByLabel('High priority').check();
    await page.locator('input[name=commitments][value=AL-ASP]').check();
    const share = () => page.getByRole('button', { name: 'Share now' }).click();
    expect(await statusOf(page, share)).toBe(422);

    const summary = page.locator('[data-s-problems]');
    expect(await summary.innerText()).toContain('Write the day before the month, as in 31.12.2026, or use 2026-12-31');
    expect(await page.title()).toMatch(/^Error: /);
    await summary.getByRole('link').click();
    expect(await page.evaluate('document.activeElement.name')).toBe('dueOn');
    expect(await page.locator('input[name=dueOn]').getAttribute('aria-invalid')).toBe('true');

    expect(await conclusion.inputValue()).toBe(chosen);
    expect(await page.getByLabel('Only my agency and').isChecked()).toBe(true);
    expect(await page.locator('input[name=shareAgencies][value=AL-ASP]').isChecked()).toBe(true);
    expect(await page.locator('input[name=title]').inputValue()).toBe('Compare licences');
    expect(await page.locator('textarea[name=description]').inputValue()).toBe(
      'Licences of both countries are compared.',
    );
    expect(await page.locator('textarea[name=indicators]').inputValue()).toBe('Ten licences compared.');
    expect(await page.locator('input[name=dueOn]').inputValue()).toBe('12/31/2026');
    expect(await page.getByLabel('High priority').isChecked()).toBe(true);
    expect(await page.locator('input[name=commitments][value=AL-ASP]').isChecked()).toBe(true);

    await page.locator('input[name=dueOn]').fill('31.12.2026');
    expect(await statusOf(page, share)).toBe(303);
    expect(await page.innerText('main')).toContain('31 Dec 2026');
  }, 60_000);

  it('an empty form names every field that is missing, in the order in which they stand', async () => {
    const { page } = chiara;
    await page.goto(`${portal.url}/actions/new`);
    expect(await statusOf(page, () => page.getByRole('button', { name: 'Share now' }).click())).toBe(422);
    const problems = await page.locator('[data-s-problems] a').allInnerTexts();
    expect(problems.map((text) => text.split(':')[0])).toEqual([
      'Follows up',
      'Share with',
      'Title',
      'What is to be done',
    ]);
    for (const text of problems) {
      await page.locator('[data-s-problems] a', { hasText: text }).click();
      expect(await page.evaluate('document.activeElement.matches("main input, main select, main textarea")')).toBe(
        true,
      );
    }
  }, 60_000);

  it('a session that ended while somebody typed offers the text again after the next sign-in', async () => {
    const { page, context } = chiara;
    await page.goto(`${portal.url}/actions/new`);
    await page.getByLabel('Title').pressSequentially('Half a thought');
    // Of all cookies only the language chosen on this device stays.
    await context.clearCookies({ name: /^(?!__Host-seguito-lang)/ });
    await page.getByRole('button', { name: 'Keep as draft' }).click();
    await page.waitForURL(/\/sign-in/);
    await page.locator('.s-provider', { hasText: 'IT-DCSA' }).click();
    await page.getByRole('link', { name: 'Chiara Valdesi' }).click();
    await arriveHome(page, portal.url);
    await page.goto(`${portal.url}/actions/new`);
    await page.locator('[data-s-restore-yes]').click();
    expect(await page.getByLabel('Title').inputValue()).toBe('Half a thought');
  }, 60_000);
});
