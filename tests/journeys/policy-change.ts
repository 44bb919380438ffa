import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { panelFive } from '../support/policy-change.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { launchBrowser } from '../ui/browser.ts';
import { listedTitles, titleOf, type Visit, visitAs } from './visit.ts';

const signs = titleOf('card-testing-indicators');
const patience = 120_000;

/** Two persons open panel 5 to private members and close it again; with or without scripts. */
export function walkPolicyChange(how: string, options: BrowserContextOptions): void {
  describe(
    `panel 5 opens to private members by two persons, and closes again, ${how}`,
    () => {
      let portal: TestPortal;
      let browser: Browser;
      let giulia: Visit;
      let hana: Visit;
      let fabio: Visit;
      let bojan: Visit;
      let address = '';
      let bojanBefore: string[] = [];

      beforeAll(async () => {
        portal = await startTestPortal();
        browser = await launchBrowser();
        giulia = await visitAs(browser, portal.url, 'giulia', options);
        hana = await visitAs(browser, portal.url, 'hana', options);
        fabio = await visitAs(browser, portal.url, 'fabio', options);
        bojan = await visitAs(browser, portal.url, 'bojan', options);
      }, 300_000);
      afterAll(async () => {
        await browser?.close();
        await portal?.close();
      });

      async function actionsOf({ page }: Visit): Promise<string[]> {
        await page.goto(`${portal.url}/actions`);
        return (await listedTitles(page)).sort();
      }
      const press = async (page: Page, name: string) => {
        const arrived = page.waitForEvent('load');
        await page.locator('main').getByRole('button', { name, exact: true }).click();
        await arrived;
      };

      it('fabio of the banks does not find the action yet', async () => {
        bojanBefore = await actionsOf(bojan);
        expect(bojanBefore).toContain(signs);
        expect(await actionsOf(fabio)).not.toContain(signs);
      });

      it('giulia reads the rules as sentences, with their cases', async () => {
        const { page } = giulia;
        await page.getByRole('link', { name: 'Open the policies' }).click();
        await page.waitForURL(`${portal.url}/policies`);
        const rule = await page.locator('#rule-ACTION-READ-PRIVATE').innerText();
        expect(rule).toMatch(/Permits reading, exporting,? and commenting for follow-up actions to: Liaison officer/);
        expect(rule).toContain('list of recipients: names at least one of all');
        expect(await page.locator('#rule-R5-RED').innerText()).toContain('Floor, locked');
      });

      it('a slip in her draft is told with its line, and what she typed stands', async () => {
        const { page } = giulia;
        await page.getByRole('link', { name: 'Draft a change' }).click();
        await page.getByLabel('What it does').fill('Private members read GREEN actions of panel 5');
        await page.getByLabel('Why').fill('The panel asked for it');
        await page.getByRole('button', { name: 'Open the editor' }).click();
        await page.waitForURL(/\/edit\?file=/);
        address = page.url().split('/edit')[0] ?? '';
        await page.goto(`${address}/new-file?file=rules%2Fpanel-five.yaml`);
        await page.locator('textarea[name=text]').fill(panelFive.replace('$overlaps', '$overlap'));
        await press(page, 'Save and check');
        const problem = page.locator('main .s-note--bad a').first();
        expect(await page.locator('main .s-note--bad').innerText()).toContain('did you mean $overlaps?');
        expect(await problem.getAttribute('href')).toBe('#line-8');
        expect(await page.locator('#line-8').getAttribute('class')).toContain('s-lines__bad');
        expect(await page.locator('textarea[name=text]').inputValue()).toContain('$overlap:');
        await problem.click();
        if (giulia.scripts)
          expect(
            await page.evaluate(
              'document.activeElement.value.slice(0, document.activeElement.selectionStart).split("\\n").length',
            ),
          ).toBe(8);
        await page.locator('textarea[name=text]').fill(panelFive);
        await press(page, 'Save and check');
        expect(await page.locator('main .s-note--bad').count()).toBe(0);
      });

      it('she sees the exact effect: one person, one record, nobody else; and hands it in', async () => {
        const { page } = giulia;
        await page.goto(address);
        await press(page, 'Work out the effect');
        const effect = await page.locator('#effect').innerText();
        expect(effect).toContain('PRV-BANKASSOC');
        expect(effect).toContain('1 person: 1 record');
        expect(effect).toContain('The private sector or academia gains');
        expect(await page.locator('#effect table').first().locator('tbody tr').count()).toBe(1);
        expect(effect).toContain('follow-up actions · OFFICIAL · TLP:GREEN · J7-P5');
        expect(await page.content()).not.toContain(signs);
        expect(await page.locator('#cases').innerText()).toMatch(/(\d+) of \1 come out as expected/);
        await press(page, 'Hand in for review');
        expect(await page.locator('main').innerText()).toContain('you wrote it, so somebody else approves it');
        expect(await page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
      });

      it('what the change would answer can be tried, with the rule that is nearest today', async () => {
        const { page } = giulia;
        await page.getByRole('link', { name: 'Try it as a person' }).click();
        await page.getByLabel('Agency', { exact: true }).selectOption('PRV-BANKASSOC');
        await page.locator('input[name=panel]').fill('J7-P5');
        await page.locator('input[name=releasableTo]').fill('community:J7-P5');
        await press(page, 'Try');
        const answers = await page.locator('main').innerText();
        expect(answers).toContain('Denied by DEFAULT-DENY');
        expect(answers).toContain('ACTION-READ-PRIVATE');
        expect(answers).toContain('Permitted by P5-PRIVATE-READ');
      });

      it('hana of Croatia finds it waiting, approves it and puts it into force', async () => {
        const { page } = hana;
        await page.goto(`${portal.url}/`);
        await page.getByRole('link', { name: '1 change waits for your approval' }).click();
        await page.getByRole('link', { name: /Private members read GREEN/ }).click();
        await press(page, 'Approve');
        await press(page, 'Put into force');
        expect(await page.locator('.s-pagehead').innerText()).toContain('In force');
      });

      it('fabio finds exactly that one more, and bojan what he found before', async () => {
        await expect.poll(() => actionsOf(fabio), { timeout: 20_000 }).toContain(signs);
        await fabio.page.getByRole('link', { name: signs }).click();
        expect((await fabio.page.innerText('h1')).trim()).toBe(signs);
        expect(await fabio.page.locator('.s-why').innerText()).toContain('P5-PRIVATE-READ');
        expect(await actionsOf(fabio)).toHaveLength(5);
        expect(await actionsOf(bojan)).toEqual(bojanBefore);
      });

      it('giulia still reads no content', async () => {
        const { page } = giulia;
        const record = new URL(fabio.page.url()).pathname;
        for (const path of ['/actions', record]) {
          const answer = await page.goto(portal.url + path);
          expect(answer?.status()).toBe(403);
        }
      });

      it('a rollback takes it away again, with a reason', async () => {
        const { page } = giulia;
        await page.goto(`${portal.url}/policies`);
        await page.locator('textarea[name=reason]').fill('The panel thought again');
        await press(page, 'Roll back to version 1');
        expect(await page.locator('main').innerText()).toContain('One person alone narrowed the policy');
        await expect.poll(() => actionsOf(fabio), { timeout: 20_000 }).not.toContain(signs);
        expect([...giulia.complaints, ...hana.complaints, ...fabio.complaints]).toEqual([]);
      });
    },
    patience,
  );
}
