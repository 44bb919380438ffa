import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedActionSight } from '../sample/expected-sight.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { launchBrowser } from '../ui/browser.ts';
import { listedTitles, patience, searchActions, titleOf, type Visit, type VisitOptions, visitAs } from './visit.ts';

const ephedrine = titleOf('ephedrine-map');
const reservation = 'Import data of 2024 only: earlier years are kept on paper.';
const report = 'Licence holders listed; two wholesalers still to answer.';
/** What arta does in this journey, as the log names it. */
const deeds = {
  'auth.login': 'Signed in',
  'session.purpose': 'Stated a purpose',
  'record.read': 'Opened a record',
  'record.transition': 'Changed the state of a record',
  'record.create': 'Created a record',
};
const ownCard = '#commitment-AL-ASP';

describe(
  'officers of two countries follow up a conclusion, and every access is recorded',
  () => {
    let portal: TestPortal;
    let browser: Browser;
    let arta: Visit;
    let address: string;

    beforeAll(async () => {
      portal = await startTestPortal();
      browser = await launchBrowser();
      arta = await visitAs(browser, portal.url, 'arta');
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await portal?.close();
    });

    /** Each person has a browser of their own; what the browser complained about is no part of any journey. */
    async function as(
      alias: string,
      work: (visit: Visit) => Promise<void>,
      language: VisitOptions['language'] = 'en',
    ): Promise<void> {
      const visit = await visitAs(browser, portal.url, alias, { language });
      await work(visit);
      expect(visit.complaints).toEqual([]);
      await visit.context.close();
    }

    it('arta keeps the purpose of yesterday with one button', async () => {
      const { page } = arta;
      expect(await page.textContent('.s-purpose')).toContain('(assumed)');
      await page.getByRole('button', { name: 'Continue as yesterday: Investigation, AL-ASP-2291/J7' }).click();
      await page.waitForURL(`${portal.url}/`);
      expect(await page.textContent('.s-purpose')).toMatch(/Investigation\s*\(stated\)/);
      expect(await page.getByText('No purpose stated yet').count()).toBe(0);
    });

    it('arta finds the action that the Italian anti-drug directorate shares, by one click from Home', async () => {
      const { page } = arta;
      await page.getByRole('link', { name: ephedrine }).first().click();
      await page.waitForURL(/\/actions\/[0-9a-f-]{36}/);
      address = page.url().split('#')[0] ?? '';
      expect((await page.innerText('h1')).replace(/\s+/g, ' ')).toBe(ephedrine);
      expect(await page.textContent('main')).toContain('Central Directorate for Anti-Drug Services');
      expect(await page.locator('.s-marking--top').first().textContent()).toContain('TLP:AMBER');
    });

    it('the page says in three sentences why she can see it, and everything on a page of its own', async () => {
      const { page } = arta;
      const rules = page.locator('.s-why .s-why__rule');
      expect(await rules.allInnerTexts()).toEqual(['R3-CLEARANCE', 'R4-RELEASABLE', 'ACTION-READ']);
      await page.getByRole('link', { name: 'Who else can see it, and what else may I do' }).click();
      await page.waitForURL(`${address}/access`);
      expect(await rules.count()).toBeGreaterThan(10);
      expect(await page.textContent('main')).toMatch(/\d+ people in \d+ agencies can see this/);
      await page.goto(address);
    });

    it('a reservation without a word is sent back with help', async () => {
      const { page } = arta;
      await page.locator(ownCard).getByRole('button', { name: 'Accept with reservation' }).click();
      await page.locator('[data-s-problems]').waitFor();
      const problem = page.locator('[data-s-problems] a');
      expect(await problem.allInnerTexts()).toEqual(['Remark or reason: Say why: this step needs a reason']);
      await problem.click();
      expect(await page.evaluate("document.activeElement.closest('#commitment-AL-ASP') !== null")).toBe(true);
      expect(await page.evaluate('document.activeElement.name')).toBe('reason');
      expect(await page.locator(ownCard).textContent()).toContain('Proposed');
    });

    it('arta accepts the commitment with a reservation', async () => {
      const { page } = arta;
      await page.locator(ownCard).getByLabel('Remark or reason').fill(reservation);
      await page.locator(ownCard).getByRole('button', { name: 'Accept with reservation' }).click();
      await page.locator(ownCard).getByText('Accepted with reservation').waitFor();
      expect(page.url()).toBe(address);
      expect(await page.locator('[data-s-done]').innerText()).toContain('accepted the commitment with a reservation');
      expect(await page.evaluate("document.activeElement.matches('[data-s-done]')")).toBe(true);
      expect(await page.locator(ownCard).innerText()).toContain(reservation);
    });

    it('arta reports progress', async () => {
      const { page } = arta;
      await page.locator(ownCard).getByLabel('Percent done').fill('25%');
      await page.locator(ownCard).getByLabel('What has been done').fill(report);
      await page.locator(ownCard).getByRole('button', { name: 'Send report' }).click();
      await page.locator('[data-s-done]', { hasText: 'Your report was sent.' }).waitFor();
      expect(await page.locator(ownCard).innerText()).toContain('25%');
      const newest = page.locator('#progress li').first();
      expect(await newest.innerText()).toContain('Albanian State Police · 25%');
      expect(await newest.innerText()).toContain(report);
      expect(arta.complaints).toEqual([]);
    });

    it('chiara, whose agency leads the action, sees the reservation and the report', () =>
      as('chiara', async ({ page }) => {
        await searchActions(page, portal.url, 'ephedrine diversion');
        expect(await listedTitles(page)).toEqual([ephedrine]);
        await page.getByRole('link', { name: ephedrine }).click();
        await page.waitForURL(address);
        const commitment = await page.innerText(ownCard);
        expect(commitment).toContain('Accepted with reservation');
        expect(commitment).toContain(reservation);
        expect(await page.innerText('#progress')).toContain(report);
      }));

    it('chiara reads in Italian, and answers in the words of her administration', () =>
      as(
        'chiara',
        async ({ page }) => {
          expect(await page.getAttribute('html', 'lang')).toBe('it');
          expect(await page.innerText('h1')).toBe('Buongiorno, Chiara Valdesi');
          expect(await page.innerText('main')).toContain('Direzione Centrale per i Servizi Antidroga');
          await page.goto(address);
          expect(await page.innerText(ownCard)).toContain('Accettato con riserva');
          expect(await page.innerText('main')).toContain(
            'La sua abilitazione di sicurezza «Riservato» copre la classifica «Uso d’ufficio».',
          );
          await page.goto(`${portal.url}/actions/new`);
          await page.getByRole('button', { name: 'Condividi ora' }).click();
          const summary = page.locator('[data-s-problems]');
          await summary.waitFor();
          expect(await summary.innerText()).toContain('Titolo: Compilare questo campo');
        },
        'own',
      ));

    it('bojan reads in Serbian Cyrillic, and just what the markings allow', () =>
      as(
        'bojan',
        async ({ page }) => {
          expect(await page.getAttribute('html', 'lang')).toBe('sr-Cyrl');
          expect(await page.innerText('h1')).toBe('Добар дан, Бојан Стаменић');
          await page.goto(`${portal.url}/actions`);
          const expected = (expectedActionSight.bojan?.free ?? []).map(titleOf);
          expect((await listedTitles(page)).sort()).toEqual([...expected].sort());
          expect(await page.innerText('caption')).toContain(`${expected.length} од ${expected.length}`);
          await page.goto(address);
          expect(await page.innerText('#progress')).toContain(report);
          expect(await page.innerText('#progress')).not.toContain('40%');
          await searchActions(page, portal.url, titleOf('container-profiling-pilot'));
          expect(await page.innerText('main')).toContain('Ниједна активност не одговара');
        },
        'own',
      ));

    it('fabio of the banks sees neither the record nor a number that counts it', () =>
      as('fabio', async ({ page }) => {
        await searchActions(page, portal.url, ephedrine);
        expect(await page.innerText('main')).toContain('No action matches');
        expect(await page.locator('main table').count()).toBe(0);
        await page.goto(`${portal.url}/actions`);
        expect(await listedTitles(page)).toHaveLength(4);
        expect(await page.innerText('caption')).toContain('4 of 4');
        const answer = await page.goto(address);
        expect(answer?.status()).toBe(404);
        expect(await page.innerText('h1')).toBe('There is nothing here');
        expect(await page.content()).not.toContain('phedrine');
      }));

    it('jelena finds her sign-in, her purpose, her reading, her answer and her report as entries, but no content', () =>
      as('jelena', async ({ page }) => {
        await page.getByRole('link', { name: 'Open the access log' }).click();
        await page.waitForURL(`${portal.url}/audit`);
        const people = new Set<string>();
        for (const [event, words] of Object.entries(deeds)) {
          await page.locator('main input[name=q][type=search]').first().fill(`agency:AL-ASP action:${event}`);
          await page.getByRole('button', { name: 'Search', exact: true }).click();
          await page.waitForURL(/[?&]q=/);
          const newest = page.locator('main table tbody tr').first();
          expect(await newest.innerText()).toContain(words);
          expect(await newest.innerText()).toContain('Allowed');
          people.add((await newest.innerText()).match(/per-[0-9a-f]+/)?.[0] ?? 'no handle');
          expect(await page.content()).not.toMatch(/phedrine|Kodrani|Import data of 2024/);
        }
        expect([...people]).toEqual([expect.stringMatching(/^per-/)]);
      }));

    it('one entry says what was asked, what was decided and what was shown, and the log is intact', () =>
      as('jelena', async ({ page }) => {
        await page.goto(`${portal.url}/audit?q=${encodeURIComponent('agency:AL-ASP action:record.transition')}`);
        await page
          .locator('main table tbody tr')
          .first()
          .getByRole('link', { name: /^Entry/ })
          .click();
        await page.waitForURL(/\/audit\/entries\/\d+$/);
        const entry = await page.innerText('main');
        expect(entry).toContain('Changed the state of a record');
        expect(entry).toContain('COMMITMENT-ANSWER');
        expect(entry).toContain('Central Directorate for Anti-Drug Services');
        expect(entry).not.toContain(reservation);
        await page.goto(`${portal.url}/audit/verify`);
        await page.locator('main form button').click();
        await page.getByText('The log is intact').first().waitFor();
      }));

    it('giulia, who administers the policy, reads no content, and is told why', () =>
      as('giulia', async ({ page }) => {
        const why = 'Who decides on the rules must not be able to open a record for themselves.';
        expect(await page.innerText('main')).toContain(why);
        for (const path of ['/actions', '/conferences', '/conclusions', new URL(address).pathname]) {
          const answer = await page.goto(portal.url + path);
          expect([403, 404]).toContain(answer?.status());
          expect(await page.locator('[data-id]').count()).toBe(0);
        }
        await page.goto(`${portal.url}/actions`);
        expect(await page.innerText('main')).toContain(why);
      }));
  },
  patience,
);
