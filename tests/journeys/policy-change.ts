import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { panelFive } from '../support/policy-change.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { launchBrowser } from '../ui/browser.ts';
import { follow, press, tabTo, write } from './keyboard.ts';
import { listedTitles, titleOf, type Visit, visitAs } from './visit.ts';

const signs = titleOf('card-testing-indicators');
const patience = 120_000;

/** Puts the text in place of the file in the editor, as one pastes it, and saves. */
async function writeFile(page: Page, text: string): Promise<void> {
  while ((await page.evaluate('document.activeElement.name')) !== 'text') await page.keyboard.press('Tab');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
  await follow(page, 'Save and check');
}

/** Two persons open panel 5 to private members and close it again, by keyboard; with or without scripts. */
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
      it('fabio of the banks does not find the action yet', async () => {
        bojanBefore = await actionsOf(bojan);
        expect(bojanBefore).toContain(signs);
        expect(await actionsOf(fabio)).not.toContain(signs);
      });

      it('giulia reads the rules as sentences, with their cases', async () => {
        const { page } = giulia;
        await follow(page, 'Open the policies');
        expect(page.url()).toBe(`${portal.url}/policies`);
        const rule = await page.locator('#rule-ACTION-READ-PRIVATE').innerText();
        expect(rule).toMatch(/Permits reading, exporting,? and commenting for follow-up actions to: Liaison officer/);
        expect(rule).toContain('list of recipients: names at least one of all');
        expect(await page.locator('#rule-R5-RED').innerText()).toContain('Floor, locked');
      });

      it('a slip in her draft is told with its line, and what she typed stands', async () => {
        const { page } = giulia;
        await follow(page, 'Draft a change');
        await write(page, 'What it does', 'Private members read GREEN actions of panel 5');
        await write(page, 'Why', 'The panel asked for it');
        await follow(page, 'Open the editor');
        await press(page, 'Add a file');
        await write(page, 'Name of the file', 'rules/panel-five.yaml');
        await follow(page, 'Open');
        await writeFile(page, panelFive.replace('$overlaps', '$overlap'));
        const problem = page.locator('main .s-note--bad a').first();
        expect(await page.locator('main .s-note--bad').innerText()).toContain('did you mean $overlaps?');
        expect(await problem.getAttribute('href')).toBe('#line-8');
        expect(await page.locator('#line-8').getAttribute('class')).toContain('s-lines__bad');
        expect(await page.locator('textarea[name=text]').inputValue()).toContain('$overlap:');
        await press(page, 'rules/panel-five.yaml:8');
        if (giulia.scripts)
          expect(
            await page.evaluate(
              'document.activeElement.value.slice(0, document.activeElement.selectionStart).split("\\n").length',
            ),
          ).toBe(8);
        await writeFile(page, panelFive);
        expect(await page.locator('main .s-note--bad').count()).toBe(0);
        await follow(page, 'Back to the change');
      });

      it('she sees the exact effect: one person, one record, nobody else; and hands it in', async () => {
        const { page } = giulia;
        await follow(page, 'Work out the effect');
        const effect = await page.locator('#effect').innerText();
        expect(effect).toContain('PRV-BANKASSOC');
        expect(effect).toContain('1 person: 1 record');
        expect(effect).toContain('The private sector or academia gains');
        expect(await page.locator('#effect table').first().locator('tbody tr').count()).toBe(1);
        expect(effect).toContain('follow-up actions · OFFICIAL · TLP:GREEN · J7-P5');
        expect(await page.content()).not.toContain(signs);
        expect(await page.locator('#cases').innerText()).toMatch(/(\d+) of \1 come out as expected/);
        await follow(page, 'Hand in for review');
        expect(await page.locator('main').innerText()).toContain('you wrote it, so somebody else approves it');
        expect(await page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
      });

      it('what the change would answer can be tried, with the rule that is nearest today', async () => {
        const { page } = giulia;
        await follow(page, 'Try it as a person');
        await tabTo(page, 'Agency');
        await page.keyboard.type('Association of Banks');
        await write(page, 'Panel', 'J7-P5');
        await write(page, 'Releasable to', 'community:J7-P5');
        await follow(page, /^Try$/);
        const answers = await page.locator('main').innerText();
        expect(answers).toContain('Denied by DEFAULT-DENY');
        expect(answers).toContain('ACTION-READ-PRIVATE');
        expect(answers).toContain('Permitted by P5-PRIVATE-READ');
      });

      it('hana of Croatia finds it waiting, approves it and puts it into force', async () => {
        const { page } = hana;
        await page.goto(`${portal.url}/`);
        await follow(page, '1 change waits for your approval');
        await follow(page, /Private members read GREEN/);
        await follow(page, /^Approve$/);
        await follow(page, 'Put into force');
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
        await write(page, 'Reason', 'The panel thought again');
        await follow(page, 'Roll back to version 1');
        expect(await page.locator('main').innerText()).toContain('One person alone narrowed the policy');
        await expect.poll(() => actionsOf(fabio), { timeout: 20_000 }).not.toContain(signs);
        expect([...giulia.complaints, ...hana.complaints, ...fabio.complaints]).toEqual([]);
      });
    },
    patience,
  );
}
