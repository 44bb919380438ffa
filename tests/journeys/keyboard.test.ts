import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { launchBrowser } from '../ui/browser.ts';
import { choose, press, tabTo } from './keyboard.ts';
import { arriveHome, listedTitles, open, patience, searchActions, visitAs } from './visit.ts';

const title = 'Compare seals on pharmaceutical consignments';

describe('an officer shares an action with one other agency, by keyboard alone', () => {
  let portal: TestPortal;
  let browser: Browser;

  beforeAll(async () => {
    portal = await startTestPortal();
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  it('dino signs in, says whom to share with, checks who will see it, and shares', async () => {
    const { page, complaints } = await open(browser, portal.url);
    await page.goto(portal.url);
    await tabTo(page, 'Find your agency');
    await page.keyboard.type('bosnia');
    await press(page, 'Border Police of Bosnia and Herzegovina');
    await page.waitForURL(({ hostname }) => hostname === '127.0.0.1');
    await press(page, /Dino Karahasić/);
    await arriveHome(page, portal.url);
    await press(page, 'Actions');
    await page.waitForURL(`${portal.url}/actions`);
    await press(page, 'New action');
    await page.waitForURL(`${portal.url}/actions/new`);

    await tabTo(page, 'Follows up');
    await page.keyboard.type('J7-P3-R01');
    await tabTo(page, 'All partners');
    await choose(page, 'Only my agency and');
    await tabTo(page, 'Find an agency');
    await page.keyboard.type('albanian');
    await tabTo(page, 'Albanian State Police');
    await page.keyboard.press('Space');
    const audience = page.locator('[data-s-audience]');
    await expect
      .poll(() => audience.textContent(), { timeout: patience })
      .toMatch(/^\d+ people in 2 agencies will see this\. Private members will not\.$/);

    await tabTo(page, 'Title');
    await page.keyboard.type(title);
    await tabTo(page, 'What is to be done');
    await page.keyboard.type('Both services photograph seals and compare the numbers once a month.');
    await tabTo(page, 'Due date');
    await page.keyboard.type('31.12.2026');
    await press(page, 'Share now');
    await page.waitForURL(/\/actions\/[0-9a-f-]{36}$/);
    expect((await page.innerText('h1')).replace(/\s+/g, ' ')).toBe(title);
    expect(await page.innerText('main')).toContain('31 Dec 2026');
    expect(complaints).toEqual([]);
  }, 90_000);

  it(
    'arta of the other agency finds it',
    async () => {
      const { page } = await visitAs(browser, portal.url, 'arta');
      await searchActions(page, portal.url, 'pharmaceutical consignments');
      expect(await listedTitles(page)).toEqual([title]);
    },
    patience,
  );

  it(
    'from any page, the slash leads to the search box, and the words to the action',
    async () => {
      const { page } = await visitAs(browser, portal.url, 'arta');
      await page.goto(`${portal.url}/actions`);
      await page.keyboard.press('/');
      await page.keyboard.type('пхармацеутицал цонсигнментс');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/search\?q=/);
      expect(await page.locator('main .s-founds a').allInnerTexts()).toEqual([title]);
    },
    patience,
  );

  it(
    'bojan of a third agency does not',
    async () => {
      const { page } = await visitAs(browser, portal.url, 'bojan', { locale: 'en-GB' });
      await searchActions(page, portal.url, 'pharmaceutical consignments');
      expect(await page.locator('main table').count()).toBe(0);
    },
    patience,
  );
});
