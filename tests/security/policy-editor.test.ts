import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draft, panelFive, steps } from '../support/policy-change.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const file = 'rules/person.yaml';
let portal: TestPortal;
let giulia: Visitor;

beforeAll(async () => {
  portal = await startTestPortal();
  giulia = await portal.signIn('giulia');
}, 120_000);
afterAll(() => portal?.close());

interface Edited {
  rowVersion: number;
  edits: { name: string; text: string | null }[];
}

async function change(version: number): Promise<Edited> {
  return ((await giulia.get(`/api/v1/policies/${version}`)).json as { change: Edited }).change;
}

/** Presses a button of the editor. */
async function order(version: number, more: Record<string, string>): Promise<number> {
  const { rowVersion } = await change(version);
  const body = { file, text: 'version: 1\nrules: []\n', version: String(rowVersion), ...more };
  return (await giulia.submit(`/policies/changes/${version}/edit`, body)).status;
}

describe('a file that a change takes away', () => {
  it('stays in the list, shows its text in force, and is brought back', async () => {
    const { version } = await draft(giulia, panelFive);
    const editor = `/policies/changes/${version}/edit?file=${encodeURIComponent(file)}`;
    const before = (await giulia.get(editor)).text;
    expect(await order(version, { remove: '1' })).toBe(303);
    expect((await change(version)).edits).toContainEqual(expect.objectContaining({ name: 'person.yaml', text: null }));
    const page = (await giulia.get(editor)).text;
    expect(page).toContain('(taken away)');
    expect(page).toContain('Bring the file back');
    const textIn = (html: string) => /<textarea[^>]*>([^<]*)/.exec(html)?.[1];
    expect(textIn(page)).toBe(textIn(before));
    expect((await giulia.get(`/policies/changes/${version}/new-file?file=${encodeURIComponent(file)}`)).text).toContain(
      'Bring the file back',
    );
    expect(await order(version, { restore: '1' })).toBe(303);
    expect((await change(version)).edits.map(({ name }) => name)).toEqual(['panel-five.yaml']);
  });

  it('is set back to the text in force after an edit, and says so', async () => {
    const { version } = await draft(giulia, 'version: 1\nrules: []\n', file);
    const editor = `/policies/changes/${version}/edit?file=${encodeURIComponent(file)}`;
    expect((await giulia.get(editor)).text).toContain('Set back to the text in force');
    expect(await order(version, { restore: '1' })).toBe(303);
    expect((await giulia.get(`/policies/changes/${version}`)).text).toContain('The file is as it is in force.');
    expect((await change(version)).edits).toEqual([]);
  });
});

describe('the page of a change', () => {
  it('says before, not after, that working out the effect anew takes it out of review', async () => {
    const { version } = await draft(giulia, panelFive);
    await steps(giulia, version, 'simulate', 'submit');
    expect((await giulia.get(`/policies/changes/${version}`)).text).toContain('It takes the change out of review');
  });

  it('says of a draft without an edit what to do', async () => {
    const made = await giulia.submit('/policies/changes', { title: 'Nothing yet', reason: 'To see' });
    const page = await giulia.get((made.headers.get('location') ?? '').replace('/edit', ''));
    expect(page.text).toContain('Nothing is edited yet');
  });
});

describe('a version that was in force', () => {
  it('says that it is not any more, and filters itself', async () => {
    const { version } = await draft(giulia, panelFive);
    const hana = await portal.signIn('hana');
    await steps(giulia, version, 'simulate', 'submit');
    await steps(hana, version, 'approve', 'activate');
    const page = (await giulia.get('/policies/1?q=PERSON')).text;
    expect(page).toContain('Version 1 is not in force');
    expect(page).toContain('action="/policies/1"');
    expect(page).not.toContain('ACTION-READ-PRIVATE');
    expect((await giulia.get('/policies')).text).toContain('href="#rollback"');
  });
});
