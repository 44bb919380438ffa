import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { launchBrowser } from '../ui/browser.ts';
import { patience, type Visit, visitAs } from './visit.ts';

const title = 'Two notebooks on the night train';
const story = {
  problem: 'The two crews wrote different times.',
  response: 'Both write one notebook that stays on the train.',
  results: 'No time was disputed in half a year.',
};

/** Moves on with the Tab key alone until the focus stands on what the script names. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let press = 0; press < 120; press += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(wanted)})`)) return;
  }
  throw new Error(`no way by keyboard to ${wanted}`);
}

/** What the list shows when it is searched for the practice. */
async function found({ page }: Visit, url: string): Promise<string[]> {
  await page.goto(`${url}/practices?q=${encodeURIComponent('night train')}`);
  return page.locator('main table a[data-id]').allInnerTexts();
}

describe(
  'an officer who never shared anything shares a practice by keyboard alone',
  () => {
    let portal: TestPortal;
    let browser: Browser;
    let arta: Visit;

    beforeAll(async () => {
      portal = await startTestPortal();
      browser = await launchBrowser();
      arta = await visitAs(browser, portal.url, 'arta');
    }, 180_000);
    afterAll(async () => {
      await browser?.close();
      await portal?.close();
    });

    it('five fields lead from the list to a practice that is shared', async () => {
      const { page } = arta;
      await page.goto(`${portal.url}/practices`);
      await tabTo(page, 'a[href="/practices/new"]');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${portal.url}/practices/new`);
      await tabTo(page, 'input[name=title]');
      await page.keyboard.type(title);
      for (const [name, text] of Object.entries(story)) {
        await page.keyboard.press('Tab');
        expect(await page.evaluate('document.activeElement.name')).toBe(name);
        await page.keyboard.type(text);
      }
      await tabTo(page, 'input[name=share]');
      const agencies = page.locator('input[name=share][value=agencies]');
      for (let press = 0; press < 8 && !(await agencies.isChecked()); press += 1)
        await page.keyboard.press('ArrowDown');
      expect(await agencies.isChecked()).toBe(true);
      await tabTo(page, 'input[name=shareAgencies][value="IT-DCSA"]');
      await page.keyboard.press('Space');
      expect(await page.locator('details.s-more[open] textarea').count()).toBe(0);
      await tabTo(page, 'button[name=state][value=SHARED]');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/practices\/[0-9a-f-]{36}/);
      expect(await page.locator('h1').innerText()).toBe(title);
      expect(await page.locator('main').innerText()).toContain('Shared, not reviewed');
      expect(await page.locator('[data-s-done]').innerText()).toContain('The practice is shared.');
      expect(arta.complaints).toEqual([]);
    });

    it('the agency that it names finds it, and reads why it can', async () => {
      const chiara = await visitAs(browser, portal.url, 'chiara');
      expect(await found(chiara, portal.url)).toEqual([title]);
      await chiara.page.locator('main table a[data-id]').click();
      await chiara.page.waitForURL(/\/practices\/[0-9a-f-]{36}/);
      const text = await chiara.page.locator('main').innerText();
      for (const part of Object.values(story)) expect(text).toContain(part);
      expect(await chiara.page.locator('.s-why .s-why__rule').allInnerTexts()).toContain('PRACTICE-READ');
      expect(await chiara.page.getByText('Change the state').count()).toBe(0);
      expect(chiara.complaints).toEqual([]);
      await chiara.context.close();
    });

    it('a third agency finds nothing, and at its address there is nothing', async () => {
      const bojan = await visitAs(browser, portal.url, 'bojan');
      expect(await found(bojan, portal.url)).toEqual([]);
      const answer = await bojan.page.goto(arta.page.url());
      expect(answer?.status()).toBe(404);
      await bojan.context.close();
    });

    it('a field that was left out is named, and nothing that was typed is lost', async () => {
      const { page } = arta;
      await page.goto(`${portal.url}/practices/new`);
      await page.locator('input[name=title]').fill('Half a story');
      await page.locator('button[name=state][value=SHARED]').click();
      await page.locator('[data-s-problems]').waitFor();
      expect(await page.locator('[data-s-problems] a').count()).toBe(3);
      expect(await page.locator('input[name=title]').inputValue()).toBe('Half a story');
    });
  },
  patience * 4,
);
