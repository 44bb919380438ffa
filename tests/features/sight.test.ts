import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleActions } from '../../db/sample/actions.ts';
import { samplePeople } from '../../db/sample/people.ts';
import { expectedActionSight } from '../sample/expected-sight.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

interface Item {
  id: string;
  title: string;
}
interface List {
  items: Item[];
  total: number;
  next: string | null;
}

const officers = samplePeople.filter(({ roles }) =>
  roles.some(({ role }) => role === 'liaison-officer' || role === 'conference-secretariat'),
);
const keyOf = new Map(sampleActions.map(({ title, key }) => [title, key]));

let portal: TestPortal;
let allIds: Map<string, string>;

async function listAll(visitor: Visitor, query = ''): Promise<List> {
  const items: Item[] = [];
  let after = '';
  let total = -1;
  do {
    const { status, json } = await visitor.get(
      `/api/v1/follow-up-actions?limit=7${query}${after && `&after=${encodeURIComponent(after)}`}`,
    );
    expect(status).toBe(200);
    const page = json as List;
    items.push(...page.items);
    total = page.total;
    after = page.next ?? '';
  } while (after);
  return { items, total, next: null };
}

const keysOf = (list: List) => list.items.map(({ title }) => keyOf.get(title) ?? title).sort();

beforeAll(async () => {
  portal = await startTestPortal();
  const { default: pg } = await import('pg');
  const client = new pg.Client(portal.database.ownerUrl);
  await client.connect();
  const { rows } = await client.query<{ id: string; title: string }>('SELECT id, title FROM follow_up_action');
  await client.end();
  allIds = new Map(rows.map(({ id, title }) => [keyOf.get(title) ?? title, id]));
}, 120_000);

afterAll(() => portal?.close());

describe.each(officers.map(({ alias, purposes }) => [alias, purposes] as const))('%s', (alias, purposes) => {
  it('sees the same actions in list, detail, count, search, page and API, with and without a purpose', async () => {
    const visitor = await portal.signIn(alias);
    for (const purpose of [null, ...purposes.slice(0, 2)]) {
      if (purpose) expect((await visitor.statePurpose(purpose)).status).toBe(200);
      const list = await listAll(visitor);
      const listed = keysOf(list);
      expect(list.total).toBe(listed.length);
      const opened = async (path: string) => {
        const answers = await Promise.all(
          [...allIds].map(async ([key, id]) => ({ key, status: (await visitor.get(path + id)).status })),
        );
        return answers
          .filter(({ status }) => status === 200)
          .map(({ key }) => key)
          .sort();
      };
      expect(await opened('/api/v1/follow-up-actions/')).toEqual(listed);
      expect(await opened('/actions/')).toEqual(listed);
      const html = (await visitor.get('/actions?limit=100')).text;
      const shown = [...allIds].filter(([, id]) => html.includes(`/actions/${id}`)).map(([key]) => key);
      expect(shown.sort()).toEqual(listed);
      for (const { title, id } of list.items.slice(0, 5)) {
        const found = await listAll(visitor, `&q=${encodeURIComponent(title)}`);
        expect(found.items.map((item) => item.id)).toContain(id);
      }
      const expected = expectedActionSight[alias];
      if (expected) {
        const onPurpose = purpose
          ? Object.entries(expected.onPurpose)
              .filter(([, codes]) => codes.includes(purpose))
              .map(([key]) => key)
          : [];
        expect(listed).toEqual([...expected.free, ...onPurpose].sort());
      }
    }
  }, 120_000);
});
