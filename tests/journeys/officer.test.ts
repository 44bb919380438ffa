import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { launchBrowser } from '../ui/browser.ts';
import { follow, press, tabTo } from './keyboard.ts';
import { arriveHome, open, patience, titleOf, type Visit } from './visit.ts';

const picture = titleOf('balkan-route-picture');
const practice = {
  title: 'One contact list for both bridges',
  problem: 'Shifts did not know whom to call.',
  response: 'Both stations keep one list.',
  results: 'Calls are answered at the first try.',
};
const forAlbania = {
  classification: 'OFFICIAL',
  tlp: 'AMBER+STRICT',
  releasableTo: ['agency:IT-DCSA', 'agency:AL-ASP'],
};

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
] as const)(
  'an officer at work, by keyboard, %s',
  (_how, javaScriptEnabled) => {
    let portal: TestPortal;
    let browser: Browser;
    let arta: Visit;

    beforeAll(async () => {
      portal = await startTestPortal();
      browser = await launchBrowser();
      arta = await open(browser, portal.url, { javaScriptEnabled });
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await portal?.close();
    });

    async function signIn({ page, scripts }: Visit): Promise<void> {
      await page.goto(portal.url);
      await follow(page, 'Albanian State Police');
      await follow(page, /Arta Kodrani/);
      if (!scripts) await follow(page, /Continue to the portal/);
      await arriveHome(page, portal.url);
    }

    const figure = async (page: Page, label: string) =>
      Number(/\d+/.exec(await page.locator('.s-figures a', { hasText: label }).innerText())?.[0]);

    it('signs in, keeps the purpose of yesterday, and answers from Home what waits for the agency', async () => {
      const { page } = arta;
      await signIn(arta);
      await follow(page, 'Continue as yesterday: Investigation');
      expect(await page.textContent('.s-purpose')).toMatch(/Investigation\s*\(stated\)/);
      const waiting = await figure(page, 'waiting for our answer');
      await tabTo(page, picture);
      await press(page, 'Answer now');
      await tabTo(page, 'Remark or reason');
      await page.keyboard.type('From March on.');
      await follow(page, 'Accept with reservation');
      expect(page.url()).toBe(`${portal.url}/`);
      expect(await page.locator('[data-s-done]').innerText()).toContain('accepted the commitment with a reservation');
      expect(await figure(page, 'waiting for our answer')).toBe(waiting - 1);
    });

    it('opens it from what is due, and sees that the answer stands there and who else can see it', async () => {
      const { page } = arta;
      await follow(page, picture);
      const card = await page.locator('#commitment-AL-ASP').innerText();
      expect(card).toContain('Accepted with reservation');
      expect(card).toContain('From March on.');
      await follow(page, 'Who else can see it, and what else may I do');
      expect(await page.locator('main').innerText()).toMatch(/\d+ people in \d+ agencies can see this/);
    });

    it('reads what the log holds about herself, and signs out', async () => {
      const { page } = arta;
      await press(page, 'Your account');
      await follow(page, 'Profile');
      await follow(page, 'What is logged about me');
      const rows = await page.locator('main table tbody tr').allInnerTexts();
      expect(rows.some((row) => row.includes('Changed the state of a record'))).toBe(true);
      await press(page, 'Your account');
      await follow(page, 'Sign out');
      expect(await page.locator('main').innerText()).toContain('You are signed out');
    });

    it('finds at the next visit what others wrote meanwhile, and opens it', async () => {
      const { page } = arta;
      const chiara = await portal.signIn('chiara');
      const shared = await chiara.call('POST', '/api/v1/best-practices', { ...practice, marking: forAlbania });
      expect(shared.status).toBe(201);
      await signIn(arta);
      const news = page.locator('.s-card', { hasText: 'Changed since your last visit' });
      expect(await news.innerText()).toContain('1 practice, newest change first');
      await follow(page, practice.title);
      expect((await page.innerText('h1')).trim()).toBe(practice.title);
      expect(arta.complaints).toEqual([]);
    });
  },
  patience * 3,
);
