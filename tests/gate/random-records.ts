import fc from 'fast-check';
import pg from 'pg';
import { uuidv7 } from '../../db/uuid.ts';
import {
  agencyTypes,
  assurances,
  caveats,
  classifications,
  idpStatuses,
  type Marking,
  type Phase,
  phases,
  purposes,
  type Role,
  roles,
  tlps,
} from '../../policies/vocabulary.ts';
import { accessClassOf, type ClassRegistry } from '../../src/gate/class-registry.ts';
import type { SignedIn } from '../../src/gate/signed-in.ts';
import { signedIn } from '../features/signed-in.ts';

const agencies = [
  ['AL-ASP', 'AL'],
  ['RS-MUP', 'RS'],
  ['IT-DCSA', 'IT'],
] as const;
const people = [1, 2, 3].map((number) => `01930000-0000-7000-8000-00000000000${number}`);
const communities = ['J7-P3', 'J7-P4'];
const recipients = [
  'all',
  ...agencies.flatMap(([agency, country]) => [`agency:${agency}`, `country:${country}`]),
  ...communities.map((name) => `community:${name}`),
];
const named = people.map((person) => `person:${person}`);

/** A stored record as it stands beside the database: what it is decided on, told a second time. */
export interface RandomRecord {
  id: string;
  marking: Marking;
  panel: string | null;
  phase: Phase;
  relations: { token: string; kind: 'named' | 'lead' | 'co-lead' | 'grant'; live: boolean }[];
}

const some = <T>(values: readonly T[], maxLength: number) => fc.uniqueArray(fc.constantFrom(...values), { maxLength });

const marking: fc.Arbitrary<Marking> = fc.record({
  classification: fc.constantFrom(...classifications),
  tlp: fc.constantFrom(...tlps),
  releasableTo: some([...recipients, ...named], 3),
  except: some([...recipients.slice(1), ...named], 1),
  caveats: some(caveats, 2),
  handling: fc.constant([]),
  purposes: some(purposes, 1),
  existence: fc.constant('hidden' as const),
  originator: fc.constantFrom(...agencies.map(([agency]) => agency)),
});

export const records: fc.Arbitrary<RandomRecord> = fc.record({
  id: fc.constant(null).map(() => uuidv7()),
  marking,
  panel: fc.constantFrom('J7-P3', 'J7-P4'),
  phase: fc.constantFrom(...phases),
  relations: fc.uniqueArray(
    fc.record({
      token: fc.constantFrom(...agencies.map(([agency]) => `agency:${agency}`), ...named),
      kind: fc.constantFrom('named' as const, 'lead' as const, 'co-lead' as const, 'grant' as const),
      live: fc.boolean(),
    }),
    { maxLength: 2, selector: ({ token, kind }) => `${token} ${kind}` },
  ),
});

/** Whoever may be signed in: other agencies' officers, control roles, people on hold, with and without a purpose. */
export const askers: fc.Arbitrary<SignedIn> = fc
  .record({
    person: fc.constantFrom(...people),
    home: fc.constantFrom(...agencies),
    agencyType: fc.constantFrom(...agencyTypes),
    communities: some(communities, 2),
    clearance: fc.constantFrom(...classifications),
    heldUntil: fc.constantFrom(null, null, '2999-01-01T00:00:00Z'),
    roles: fc.oneof(
      { weight: 4, arbitrary: fc.constant<Role[]>(['liaison-officer']) },
      { weight: 1, arbitrary: some(roles, 2) },
    ),
    assurance: fc.constantFrom(...assurances),
    idpStatus: fc.constantFrom('ACTIVE' as const, 'ACTIVE' as const, ...idpStatuses),
    stated: fc.option(fc.constantFrom(...purposes)),
  })
  .map(({ home: [agency, country], stated, ...rest }) =>
    signedIn({
      ...rest,
      agency,
      country,
      clearanceUntil: '2999-01-01T00:00:00Z',
      purpose: stated ? { code: stated, legalBasis: 'x', reference: 'x', statedAt: '2026-11-23T09:00:00Z' } : null,
    }),
  );

/** Stores the records as follow-up actions, past the foreign keys that do not matter here. */
export async function store(superuserUrl: string, classes: ClassRegistry, all: readonly RandomRecord[]): Promise<void> {
  const client = new pg.Client(superuserUrl);
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    for (const { id, marking, panel, phase, relations } of all) {
      const classId = await classes.intern(accessClassOf(marking, panel, phase));
      await client.query(
        `INSERT INTO follow_up_action (id, ref, lang, class_id, marking, originator, state, title, conclusion_id, panel, description, lead_agency, priority)
         VALUES ($1, $2, 'en', $3, $4, $5, 'OPEN', 'x', $1, $6, 'x', $5, 'low')`,
        [id, `X-${id}`, classId, marking, marking.originator, panel],
      );
      for (const { token, kind, live } of relations)
        await client.query('INSERT INTO relation (record, token, kind, until) VALUES ($1, $2, $3, $4)', [
          id,
          token,
          kind,
          live ? 'infinity' : '2020-01-01',
        ]);
    }
  } finally {
    await client.end();
  }
}
