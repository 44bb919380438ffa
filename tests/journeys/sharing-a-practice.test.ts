import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { launchBrowser } from '../ui/browser.ts';
import { follow, press, tabTo, write } from './keyboard.ts';
import { arriveHome, open, patience, type Visit, visitAs } from './visit.ts';

const title = 'Two notebooks on the night train';
const story = {
  'What was the problem': 'The two crews wrote different times.',
  'What you did': 'Both write one notebook that stays on the train.',
  'What happened': 'No time was disputed in half a year.',
};
/** Title, the story, and with whom it is shared. */
const fields = 1 + Object.keys(story).length + 1;

/** Seconds for a stroke of a key and for making up one's mind (keystroke-level model; Card, Moran, Newell 1980). */
const stroke = 0.28;
const thought = 1.35;

/** Counts what somebody at the keyboard does in these pages, and how often they are asked what they read for. */
async function countStrokes({ context, page }: Visit) {
  const count = { strokes: 0, thoughts: 0, purposeScreens: 0 };
  await context.exposeFunction('countStroke', (key: string) => {
    count.strokes += 1;
    if (key === 'Enter' || key === ' ') count.thoughts += 1;
  });
  await context.addInitScript("addEventListener('keydown', ({ key }) => countStroke(key), true)");
  page.on('framenavigated', (frame) => {
    if (new URL(frame.url()).pathname === '/purpose') count.purposeScreens += 1;
  });
  return { count, seconds: () => count.strokes * stroke + (count.thoughts + fields) * thought };
}

/** What the list shows when it is searched for the practice. */
async function found({ page }: Visit, url: string): Promise<string[]> {
  await page.goto(`${url}/practices?q=${encodeURIComponent('night train')}`);
  return page.locator('main table a[data-id]').allInnerTexts();
}

describe(
  'an officer who is new here shares a practice by keyboard alone',
  () => {
    let portal: TestPortal;
    let browser: Browser;
    let dino: Visit;

    beforeAll(async () => {
      portal = await startTestPortal();
      browser = await launchBrowser();
      dino = await open(browser, portal.url);
    }, 180_000);
    afterAll(async () => {
      await browser?.close();
      await portal?.close();
    });

    it('from sign-in, five fields lead to a practice that is shared, in less than two minutes', async () => {
      const { page } = dino;
      const { count, seconds } = await countStrokes(dino);
      await page.goto(portal.url);
      await tabTo(page, 'Find your agency');
      await page.keyboard.type('bosnia');
      await follow(page, 'Border Police of Bosnia and Herzegovina');
      await press(page, /Dino Karahasić/);
      await arriveHome(page, portal.url);
      await follow(page, 'Practices');
      await follow(page, 'Share a practice');
      await write(page, 'Title', title);
      for (const [label, text] of Object.entries(story)) await write(page, label, text);
      await tabTo(page, 'Only my agency and');
      await tabTo(page, 'Find an agency');
      await page.keyboard.type('anti-drug');
      await tabTo(page, 'Central Directorate for Anti-Drug Services');
      await page.keyboard.press('Space');
      expect(await page.locator('details.s-more[open] textarea').count()).toBe(0);
      await follow(page, 'Share now');
      expect(page.url()).toMatch(/\/practices\/[0-9a-f-]{36}/);
      expect(await page.locator('h1').innerText()).toBe(title);
      expect(await page.locator('main').innerText()).toContain('Shared, not reviewed');
      expect(await page.locator('[data-s-done]').innerText()).toContain('The practice is shared.');
      expect(dino.complaints).toEqual([]);
      expect(count.purposeScreens).toBeLessThanOrEqual(1);
      expect(count.strokes).toBeGreaterThan(title.length + Object.values(story).join('').length);
      expect(seconds()).toBeLessThan(120);
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
      const answer = await bojan.page.goto(dino.page.url());
      expect(answer?.status()).toBe(404);
      await bojan.context.close();
    });

    it('a field that was left out is named, and nothing that was typed is lost', async () => {
      const { page } = dino;
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
