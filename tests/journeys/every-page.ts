import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draft, panelFive, steps } from '../support/policy-change.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { applicationFor, apply, takeStep, waitingMetadata } from '../support/provider-application.ts';
import { Visitor } from '../support/visitor.ts';
import { launchBrowser } from '../ui/browser.ts';
import { open, titleOf, type Visit, visitAs } from './visit.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const examine = `axe.run(document, { runOnly: ${JSON.stringify(standards)} })
  .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`;
const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
/** Menus stay closed: an open one lies over the page. */
const unfold = "for (const part of document.querySelectorAll('details:not([data-s-menu])')) part.open = true";

/** How a page is looked at. */
export interface Look {
  theme: 'light' | 'dark';
  width: number;
}

/** Pages by who looks at them; `:action`, `:conclusion` and `:practice` stand for records of the sample. */
const pages = {
  nobody: ['/sign-in', '/sign-in?q=zzzz', `/sign-in?signedOut=here&offer=${'A'.repeat(43)}`, '/not-there'],
  chiara: [
    '/',
    '/purpose',
    '/conferences',
    '/conferences/7',
    '/conferences/7/report',
    '/conclusions',
    '/conclusions/:conclusion',
    '/actions',
    '/actions?q=zzzz',
    '/actions/:action',
    '/actions/:action/access',
    '/actions/:action/readers',
    '/actions/:action/edit',
    '/actions/new',
    '/practices',
    '/practices?q=zzzz',
    '/practices/new',
    '/practices/:practice',
    '/practices/:adopted',
    '/practices/:practice/access',
    '/practices/:practice/readers',
    '/practices/:practice/edit',
    '/search',
    '/search?q=precursor',
    '/search?q=j7&type=conclusion',
    '/search?q=zzzz',
    '/profile',
    '/profile/log',
    '/people',
    '/not-there',
  ],
  ilir: ['/', '/practices', '/step-up?returnTo=%2Fpractices'],
  jelena: [
    '/',
    '/purpose',
    '/profile',
    '/actions',
    '/audit',
    '/audit?q=agency%3AIT-DCSA',
    '/audit?q=zzzz',
    '/audit/entries/0',
    '/audit/entries/:entry',
    '/audit/charts',
    '/audit/charts?q=agenzy%3AX',
    '/audit/records/:record',
    '/audit/people/:person',
    '/audit/verify',
  ],
  giulia: [
    '/',
    '/purpose',
    '/profile',
    '/actions',
    '/policies',
    '/policies?q=zzzz',
    '/policies/1',
    '/policies/changes',
    '/policies/changes/new',
    '/policies/changes/2',
    '/policies/changes/2/edit?file=rules%2Fpanel-five.yaml',
    '/policies/changes/3',
    '/policies/changes/3/edit?file=rules%2Fbroken.yaml',
    '/policies/try',
    '/policies/try?ask=1&agency=PRV-BANKASSOC&panel=J7-P5&releasableTo=community%3AJ7-P5',
  ],
  karl: [
    '/',
    '/profile',
    '/federation',
    '/federation/applications',
    '/federation/applications/new',
    '/federation/applications/1',
    '/federation/roles',
    '/federation/roles/new',
    '/federation/roles/changes/1',
    '/federation/suspensions',
    '/federation/suspensions/new',
    '/federation/suspensions/:suspension',
    '/notices',
  ],
} as const;

type Who = keyof typeof pages;
const everyPage = Object.entries(pages).flatMap(([who, paths]) => paths.map((path) => ({ who: who as Who, path })));

/** Looks at every page in these ways, and at 320 px in these languages. */
export function lookAtEveryPage(looks: readonly Look[], tags: readonly string[]): void {
  describe('every page, for everybody who can open it', () => {
    let portal: TestPortal;
    let browser: Browser;
    let records: Record<string, string>;
    const visits = new Map<Who, Visit>();

    beforeAll(async () => {
      portal = await startTestPortal();
      browser = await launchBrowser();
      visits.set('nobody', await open(browser, portal.url));
      for (const who of ['chiara', 'ilir', 'jelena', 'giulia', 'karl'] as const)
        visits.set(who, await visitAs(browser, portal.url, who));
      records = await recordsOf(visitOf('chiara').page);
      await fileChanges();
      records.suspension = await fileSuspension();
    }, 180_000);
    afterAll(async () => {
      await browser?.close();
      await portal?.close();
    });

    /** Change 2 with its effect worked out, and change 3 with something wrong in it. */
    async function fileChanges(): Promise<void> {
      const giulia = await portal.signIn('giulia');
      const { version } = await draft(giulia, panelFive);
      await steps(giulia, version, 'simulate');
      await draft(giulia, panelFive.replace('$overlaps', '$overlap'), 'rules/broken.yaml');
    }

    /** An application that was tried, and somebody who is shut out; notices of both. */
    async function fileSuspension(): Promise<string> {
      const [karl, lidia] = [await portal.signIn('karl'), await portal.signIn('lidia')];
      const { xml, fingerprint } = await waitingMetadata(portal.url);
      const { number } = await apply(karl, applicationFor(xml));
      await takeStep(lidia, number, 'vet');
      await takeStep(lidia, number, 'pin', { fingerprint });
      const { link } = (await takeStep(karl, number, 'test-link')).json as { link: string };
      await new Visitor(portal.url).answerAs('blerina', link);
      const role = { kind: 'grant', provider: 'hr', agency: 'HR-MUP', role: 'auditor', scope: 'all' };
      const whom = { ...role, subjectId: 'nikola@hr.example', reason: 'The agency named him' };
      expect((await karl.call('POST', '/api/v1/role-changes', whom)).status).toBe(201);
      const who = { kind: 'identity-provider', subject: 'rs', reason: 'Their mail server was broken into' };
      return ((await karl.call('POST', '/api/v1/suspensions', who)).json as { id: string }).id;
    }

    function visitOf(who: Who): Visit {
      const visit = visits.get(who);
      if (!visit) throw new Error(`${who} is not here`);
      return visit;
    }

    /** Ids that the sample's records have in this database. */
    async function recordsOf(page: Page): Promise<Record<string, string>> {
      await page.goto(`${portal.url}/actions`);
      const action = await page.getByRole('link', { name: titleOf('ephedrine-map') }).getAttribute('data-id');
      await page.goto(`${portal.url}/conclusions`);
      const conclusion = await page.locator('main table a[data-id]').first().getAttribute('data-id');
      await page.goto(`${portal.url}/practices?originator=IT-DCSA`);
      const practice = await page.locator('main table a[data-id]').first().getAttribute('data-id');
      await page.goto(`${portal.url}/practices?used=any`);
      const adopted = await page.locator('main table a[data-id]').first().getAttribute('data-id');
      return {
        ':action': action ?? '',
        ':conclusion': conclusion ?? '',
        ':practice': practice ?? '',
        ':adopted': adopted ?? '',
        ...(await logOfReading()),
      };
    }

    /** The entry that chiara's list of actions left, a record that it disclosed, and chiara as the log knows her. */
    async function logOfReading(): Promise<Record<string, string>> {
      const { page } = visitOf('jelena');
      await page.goto(`${portal.url}/audit?q=${encodeURIComponent('agency:IT-DCSA action:record.list')}`);
      const links = page.locator('main table a[href^="/audit/entries/"]');
      const entry = (await links.last().getAttribute('href')) ?? '';
      await page.goto(portal.url + entry);
      const last = async (start: string) =>
        (await page.locator(`main a[href^="${start}"]`).first().getAttribute('href'))?.split('/').at(-1) ?? '';
      return {
        ':entry': entry.split('/').at(-1) ?? '',
        ':record': await last('/audit/records/'),
        ':person': await last('/audit/people/'),
      };
    }

    /** Chooses a language as the menu at the top of each page does. */
    async function speak(page: Page, lang: string): Promise<void> {
      await page.goto(`${portal.url}/sign-in`);
      const chosen = `fetch('/language', { method: 'POST', body: new URLSearchParams({ lang: '${lang}', returnTo: '/sign-in' }) })`;
      await page.evaluate(`${chosen}.then(({ ok }) => ok)`);
    }

    const addressOf = (path: string) => portal.url + path.replace(/:[a-z]+/, (name) => records[name] ?? name);

    it.each(everyPage)(
      '$path as $who: no accessibility violation, nothing refused by the content policy',
      async (one) => {
        const { page, complaints } = visitOf(one.who);
        complaints.length = 0;
        await page.goto(addressOf(one.path));
        await page.evaluate(axe);
        const found: string[] = [];
        for (const { theme, width } of looks) {
          await page.emulateMedia({ colorScheme: theme });
          await page.setViewportSize({ width, height: 900 });
          await page.evaluate(unfold);
          found.push(...((await page.evaluate(examine)) as string[]).map((text) => `${theme} ${width} ${text}`));
        }
        expect(found).toEqual([]);
        expect(complaints).toEqual([]);
      },
      60_000,
    );

    it.each(['nobody', 'chiara', 'ilir', 'jelena', 'giulia'] as const)(
      'nothing scrolls sideways at 320 px, in any of the languages, for %s',
      async (who) => {
        const { page } = visitOf(who);
        await page.setViewportSize({ width: 320, height: 700 });
        const wide: string[] = [];
        for (const lang of tags) {
          await speak(page, lang);
          for (const path of pages[who]) {
            await page.goto(addressOf(path));
            expect(await page.getAttribute('html', 'lang')).toBe(lang);
            await page.evaluate(unfold);
            if (Number(await page.evaluate(sideways)) > 0) wide.push(`${lang} ${path}`);
          }
        }
        expect(wide).toEqual([]);
      },
      120_000,
    );
  });
}
