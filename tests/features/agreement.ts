import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleActions } from '../../db/sample/actions.ts';
import { samplePeople } from '../../db/sample/people.ts';
import { type ContentType, contentRoles } from '../../policies/vocabulary.ts';
import { expectedActionSight, expectedConclusionSight } from '../sample/expected-sight.ts';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

interface Item {
  id: string;
  ref: string;
  title: string;
}
interface List {
  items: Item[];
  total?: number | null;
  next: string | null;
  facets?: Record<string, { value: string; count: number }[]>;
}
interface Kind {
  type: ContentType;
  table: string;
  api: string;
  /** Where its pages live, and the list that shows all of them. */
  page?: { list: string; detail: string };
  /** Facets by the name of the field that an item carries. */
  facets?: Record<string, string>;
}

/** The types that have a list of their own; parts are looked at inside what they are parts of. */
const kinds: readonly Kind[] = [
  {
    type: 'follow-up-action',
    table: 'follow_up_action',
    api: '/api/v1/follow-up-actions',
    page: { list: '/actions?limit=100', detail: '/actions/' },
    facets: { panel: 'panel', state: 'state', lead: 'leadAgency' },
  },
  {
    type: 'best-practice',
    table: 'best_practice',
    api: '/api/v1/best-practices',
    page: { list: '/practices?limit=100', detail: '/practices/' },
    facets: { panel: 'panel', state: 'state', lang: 'lang', originator: 'agency' },
  },
  {
    type: 'conclusion',
    table: 'conclusion',
    api: '/api/v1/conclusions',
    page: { list: '/conclusions?limit=100', detail: '/conclusions/' },
  },
  { type: 'panel', table: 'panel', api: '/api/v1/panels' },
  { type: 'conference', table: 'conference', api: '/api/v1/conferences' },
];

/** What one person was given of everything, in one state of the session. */
type Sight = ReadonlyMap<string, ReadonlySet<string>>;

const holdsContent = ({ roles }: (typeof samplePeople)[number]) =>
  roles.some(({ role }) => contentRoles.some((one) => one === role));
const sorted = (ids: Iterable<string>) => [...ids].sort();

async function listAll(visitor: Visitor, kind: Kind, more = ''): Promise<{ items: Item[]; first: List }> {
  const items: Item[] = [];
  let first: List | null = null;
  let after = '';
  do {
    const query = `?limit=100${more}${after && `&after=${encodeURIComponent(after)}`}`;
    const { status, json } = await visitor.get(kind.api + query);
    expect(status, `${kind.api}${query}`).toBe(200);
    const page = json as List;
    first ??= page;
    items.push(...page.items);
    after = page.next ?? '';
  } while (after);
  return { items, first };
}

/** Every id that a search for what all references begin with finds, over all pages of its results. */
async function found(visitor: Visitor, type: ContentType): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const start of ['J6', 'J7', 'BP']) {
    let after = '';
    do {
      const { status, json } = await visitor.get(
        `/api/v1/search?q=${start}&type=${type}&limit=100${after && `&after=${encodeURIComponent(after)}`}`,
      );
      expect(status).toBe(200);
      const page = json as List;
      for (const { id } of page.items) ids.add(id);
      after = page.next ?? '';
    } while (after);
  }
  return ids;
}

async function openedBy(visitor: Visitor, path: string, ids: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(ids.map(async (id) => ({ id, status: (await visitor.get(path + id)).status })));
  for (const { status } of answers) expect([200, 303, 403, 404]).toContain(status);
  return sorted(answers.filter(({ status }) => status === 200).map(({ id }) => id));
}

/** What parts of each action and practice the person is given, with what their parents count of them. */
async function partsOf(visitor: Visitor, sight: Sight): Promise<Set<string>> {
  const parts = new Set<string>();
  for (const id of sight.get('follow-up-action') ?? []) {
    const { json } = await visitor.get(`/api/v1/follow-up-actions/${id}`);
    const { commitments, updates } = json as Record<'commitments' | 'updates', { id: string; agency: string }[]>;
    for (const part of [...commitments, ...updates]) parts.add(part.id);
    for (const { agency } of commitments.slice(0, 2))
      expect((await visitor.get(`/api/v1/follow-up-actions/${id}/commitments/${agency}`)).status).toBe(200);
  }
  for (const id of sight.get('best-practice') ?? []) {
    const { items } = (await visitor.get(`/api/v1/best-practices/${id}/adoptions`)).json as {
      items: { id: string; state: string }[];
    };
    const { adopters } = (await visitor.get(`/api/v1/best-practices/${id}`)).json as { adopters: number };
    expect(items.filter(({ state }) => state !== 'DISCONTINUED')).toHaveLength(adopters);
    for (const part of items) parts.add(part.id);
  }
  return parts;
}

/**
 * Each person of the sample, each record, each way to it. `thorough`: every purpose and every page for everybody, and the
 * audience of reports; else the lists under every purpose, and the rest without one, for every third person with one.
 */
export function describeAgreement(thorough: boolean): void {
  describe('list, detail, count, facet, search, page, API and "who can see it" agree', () => {
    let portal: TestPortal;
    let log: LogReader;
    const stored = new Map<string, string[]>();
    /** Who was given each record at any moment, and with which purpose it can be asked about. */
    const seers = new Map<string, Map<string, string | null>>();
    const visitors = new Map<string, Visitor>();
    /** Keys of actions and references of conclusions by id, as the sample's table names them. */
    const keyOf = new Map<string, string>();

    beforeAll(async () => {
      portal = await startTestPortal();
      log = await LogReader.open(portal.database.ownerUrl);
      for (const table of [...kinds.map((kind) => kind.table), 'progress_update'])
        stored.set(table, await log.value(`SELECT array_agg(id) AS value FROM ${table}`));
      const titles = new Map(sampleActions.map(({ title, key }) => [title, key]));
      for (const [table, column] of [
        ['follow_up_action', 'title'],
        ['conclusion', 'ref'],
      ]) {
        const named = await log.value<[string, string][]>(
          `SELECT json_agg(json_build_array(id, ${column})) AS value FROM ${table}`,
        );
        for (const [id, name] of named) keyOf.set(id, titles.get(name) ?? name);
      }
    }, 120_000);
    afterAll(async () => {
      await log?.close();
      await portal?.close();
    });

    const idsIn = (table: string) => stored.get(table) ?? [];

    /** The whole round of one person in one state of the session. */
    async function look(alias: string, visitor: Visitor, purpose: string | null, details: boolean): Promise<Sight> {
      const sight = new Map<string, ReadonlySet<string>>();
      for (const kind of kinds) {
        const { items, first } = await listAll(visitor, kind);
        const listed = sorted(items.map(({ id }) => id));
        expect(new Set(listed).size, `${alias} ${kind.type}: nothing twice`).toBe(listed.length);
        if (first.total !== undefined && first.total !== null) expect(first.total).toBe(listed.length);
        sight.set(kind.type, new Set(listed));
        for (const id of listed) {
          const known = seers.get(id) ?? new Map<string, string | null>();
          if (!known.has(alias)) known.set(alias, purpose);
          seers.set(id, known);
        }
        if (details) await compare(visitor, kind, listed);
      }
      return sight;
    }

    async function compare(visitor: Visitor, kind: Kind, listed: readonly string[]): Promise<void> {
      const ids = idsIn(kind.table);
      expect(await openedBy(visitor, `${kind.api}/`, ids)).toEqual(listed);
      expect(sorted(await found(visitor, kind.type)), `search for ${kind.type}`).toEqual(listed);
      const { items, first } = await listAll(visitor, kind, kind.facets ? `&facets=${Object.keys(kind.facets)}` : '');
      for (const [name, field] of Object.entries(kind.facets ?? {})) {
        const counted = new Map<string, number>();
        for (const item of items) {
          const value = (item as unknown as Record<string, unknown>)[field];
          if (typeof value === 'string') counted.set(value, (counted.get(value) ?? 0) + 1);
        }
        expect(new Map(first.facets?.[name]?.map(({ value, count }) => [value, count]))).toEqual(counted);
      }
      if (!kind.page) return;
      const html = (await visitor.get(kind.page.list)).text;
      expect(sorted(ids.filter((id) => html.includes(kind.page?.detail + id))), kind.page.list).toEqual(listed);
    }

    const people = samplePeople.filter(holdsContent);
    describe.each(people.map((person, at) => [person.alias, person.purposes, at] as const))(
      '%s',
      (alias, purposes, at) => {
        it('is given the same everywhere, with and without a purpose', async () => {
          // An audience counts people as if they had taken every step that rules ask of them.
          const stepUp = people[at]?.mfa === 'on-request';
          const visitor = await portal.signIn(alias, { stepUp });
          visitors.set(alias, visitor);
          for (const [place, purpose] of [null, ...purposes].entries()) {
            if (purpose) expect((await visitor.statePurpose(purpose)).status).toBe(200);
            const details = thorough || place === 0 || (place === 1 && at % 3 === 1);
            const sight = await look(alias, visitor, purpose, details);
            agreesWithTheTable(alias, purpose, sight);
            if (thorough || (place === 0 && at % 3 === 0)) {
              for (const kind of kinds) {
                if (!kind.page) continue;
                const listed = sorted(sight.get(kind.type) ?? []);
                expect(await openedBy(visitor, kind.page.detail, idsIn(kind.table)), `${kind.type} pages`).toEqual(
                  listed,
                );
              }
            }
            if (details) for (const id of await partsOf(visitor, sight)) noteSeer(id, alias, purpose);
          }
        }, 300_000);
      },
    );

    function noteSeer(id: string, alias: string, purpose: string | null): void {
      const known = seers.get(id) ?? new Map<string, string | null>();
      if (!known.has(alias)) known.set(alias, purpose);
      seers.set(id, known);
    }

    /** Where the sample's own table says by hand who may read what, the portal agrees with it. */
    function agreesWithTheTable(alias: string, purpose: string | null, sight: Sight): void {
      const byHand = expectedActionSight[alias];
      if (!byHand) return;
      const keys = (ids: ReadonlySet<string> = new Set()) => sorted([...ids].map((id) => keyOf.get(id) ?? id));
      const onPurpose = Object.entries(byHand.onPurpose).filter(([, codes]) => codes.some((code) => code === purpose));
      expect(keys(sight.get('follow-up-action'))).toEqual(sorted([...byHand.free, ...onPurpose.map(([key]) => key)]));
      const conclusions = expectedConclusionSight[alias];
      if (conclusions) expect(keys(sight.get('conclusion'))).toEqual(sorted(conclusions));
    }

    it('"who can see it" counts exactly those who were given it, by agency', async () => {
      const agencyOf = new Map(samplePeople.map(({ alias, agency }) => [alias, agency]));
      const reports = { type: 'progress-update', table: 'progress_update' } as const;
      for (const { type, table } of thorough ? [...kinds, reports] : kinds) {
        for (const id of idsIn(table)) {
          const seen = seers.get(id) ?? new Map<string, string | null>();
          const [asker] = seen;
          if (!asker) continue;
          const [alias, purpose] = asker;
          const visitor = visitors.get(alias);
          if (!visitor) throw new Error(alias);
          if (purpose) await visitor.statePurpose(purpose);
          const { status, json } = await visitor.get(`/api/v1/audience?type=${type}&id=${id}`);
          expect(status).toBe(200);
          const { people: count, agencies } = json as { people: number; agencies: { code: string; people: number }[] };
          const byAgency = new Map<string, number>();
          for (const one of seen.keys()) {
            const code = agencyOf.get(one) ?? '';
            byAgency.set(code, (byAgency.get(code) ?? 0) + 1);
          }
          expect(new Map(agencies.map(({ code, people: n }) => [code, n])), `${type} ${id} asked by ${alias}`).toEqual(
            byAgency,
          );
          expect(count).toBe(seen.size);
        }
      }
    }, 300_000);

    it.each(samplePeople.filter((person) => !holdsContent(person)).map(({ alias }) => alias))(
      '%s holds a control role and is given nothing, anywhere',
      async (alias) => {
        const visitor = await portal.signIn(alias);
        for (const kind of kinds) {
          expect((await visitor.get(kind.api)).status).toBe(403);
          for (const path of [`${kind.api}/`, ...(kind.page ? [kind.page.detail] : [])])
            expect(await openedBy(visitor, path, idsIn(kind.table).slice(0, 5))).toEqual([]);
          expect((await visitor.get(`/api/v1/search?q=J7&type=${kind.type}`)).status).toBe(403);
        }
      },
    );
  });
}
