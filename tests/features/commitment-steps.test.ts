import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leavesOf } from '../../policies/rule.ts';
import {
  acceptanceStates,
  acceptedStates,
  actionStates,
  againstReport,
  againstStep,
  implementationStates,
  unansweredStates,
} from '../../src/content/action-states.ts';
import type { StateMachine } from '../../src/gate/machine.ts';
import { hasMessage } from '../../src/ui/i18n.ts';
import { languages } from '../../src/ui/locales.ts';
import { shippedSet } from '../policies/shipped.ts';
import { knownRecords } from '../security/route-examples.ts';
import { LogReader } from '../support/audit-entries.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const targetsOf = ({ steps }: StateMachine) => [...new Set(Object.values(steps).flatMap((next) => Object.keys(next)))];

const machines = [
  { kind: 'action', table: 'follow_up_action', column: 'state', machine: actionStates },
  { kind: 'acceptance', table: 'commitment', column: 'acceptance', machine: acceptanceStates },
  { kind: 'implementation', table: 'commitment', column: 'implementation', machine: implementationStates },
];

describe('each fact about a step is written once', () => {
  const rules = shippedSet().rules.filter(({ locked }) => !locked);
  const moving = rules.filter(({ actions }) => actions.includes('transition'));

  it('rules name who: none looks at the state that a record is in', () => {
    const looking = rules.filter(({ when }) => leavesOf(when).some(({ leaf }) => leaf.attribute === 'state'));
    expect(looking.map(({ id }) => id)).toEqual([]);
  });

  it('each state that a commitment can be carried to is given to exactly one rule, and no rule names another', () => {
    const named = moving
      .filter(({ resources }) => resources.includes('commitment'))
      .flatMap(({ when }) => leavesOf(when))
      .flatMap(({ leaf }) =>
        leaf.op === 'in' && leaf.attribute === 'to' && Array.isArray(leaf.values) ? leaf.values : [],
      );
    expect(named.map(String).sort()).toEqual(targetsOf(implementationStates).sort());
  });

  it('every state is one that the machine knows', () => {
    for (const one of machines) {
      const names: readonly string[] = one.machine.names;
      expect(targetsOf(one.machine).filter((state) => !names.includes(state))).toEqual([]);
      for (const { tag } of languages)
        expect(names.filter((name) => !hasMessage(tag, `state.${one.kind}.${name}`))).toEqual([]);
    }
    const answers: readonly string[] = acceptanceStates.names;
    expect([...acceptedStates, ...unansweredStates].filter((state) => !answers.includes(state))).toEqual([]);
  });
});

describe('the database', () => {
  let log: LogReader;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    log = await LogReader.open(database.ownerUrl);
  });
  afterAll(async () => {
    await log?.close();
    await database?.drop();
  });

  it.each(machines)('holds exactly the states of $table.$column, and begins where the machine does', async (one) => {
    const check = await log.value<string>(
      `SELECT pg_get_constraintdef(oid) AS value FROM pg_constraint WHERE conname = '${one.table}_${one.column}_check'`,
    );
    const words = [...check.matchAll(/'([A-Z_]+)'/g)].map(([, word = '']) => word);
    expect(words.sort()).toEqual([...one.machine.names].sort());
    const begins = await log.value<string | null>(
      `SELECT column_default AS value FROM information_schema.columns WHERE table_name = '${one.table}' AND column_name = '${one.column}'`,
    );
    // An action's first state is chosen by whoever writes it.
    expect(begins).toBe(one.column === 'state' ? null : `'${one.machine.initial}'::text`);
  });
});

describe('what the rows allow, whoever asks', () => {
  const row = { actionState: 'OPEN', acceptance: 'ACCEPTED', implementation: 'IN_PROGRESS', updates: '1' };

  it.each([
    ['an open action', {}, 'REPORTED_DONE', null],
    ['a closed action', { actionState: 'CLOSED' }, 'BLOCKED', 'commitment.against.action-not-open'],
    ['a draft', { actionState: 'DRAFT' }, 'BLOCKED', 'commitment.against.action-not-open'],
    ['an unanswered commitment', { acceptance: 'PROPOSED' }, 'BLOCKED', 'commitment.against.not-accepted'],
    ['a declined commitment', { acceptance: 'DECLINED' }, 'BLOCKED', 'commitment.against.not-accepted'],
    ['a reservation', { acceptance: 'ACCEPTED_WITH_RESERVATION' }, 'BLOCKED', null],
    ['no report', { updates: '0' }, 'REPORTED_DONE', 'commitment.against.no-report'],
  ])('%s', (_, change, to, expected) => {
    expect(againstStep({ ...row, ...change }, 'implementation', to)).toBe(expected);
  });

  it('an answer needs an open action alone', () => {
    expect(againstStep({ ...row, acceptance: 'PROPOSED' }, 'acceptance', 'ACCEPTED')).toBeNull();
    expect(againstStep({ ...row, actionState: 'CLOSED' }, 'acceptance', 'ACCEPTED')).not.toBeNull();
  });

  it.each([
    ['IN_PROGRESS', null],
    ['BLOCKED', null],
    ['RETURNED', null],
    ['REPORTED_DONE', 'commitment.against.reported-done'],
    ['VERIFIED', 'commitment.against.reported-done'],
    ['CLOSED', 'commitment.against.reported-done'],
  ])('a report on what is %s', (implementation, expected) => {
    expect(againstReport({ ...row, implementation })).toBe(expected);
  });
});

interface Commitment {
  version: number;
  acceptance: string;
  implementation: string;
  allowed: string[];
}

describe('the buttons of a page and the answers of the portal follow from the same two sources', () => {
  let portal: TestPortal;
  let log: LogReader;
  let people: Record<'chiara' | 'arta' | 'bojan' | 'paolo', Visitor>;
  let action: string;
  let path: string;

  beforeAll(async () => {
    portal = await startTestPortal();
    log = await LogReader.open(portal.database.ownerUrl);
    const [chiara, arta, bojan, paolo] = await Promise.all(
      ['chiara', 'arta', 'bojan', 'paolo'].map((one) => portal.signIn(one)),
    );
    if (!chiara || !arta || !bojan || !paolo) throw new Error('the sample lacks a person');
    people = { chiara, arta, bojan, paolo };
    const known = await knownRecords(log);
    const created = await chiara.call('POST', '/api/v1/follow-up-actions', {
      conclusionId: known.id('conclusion'),
      title: 'Walked through to its end',
      description: 'One commitment from proposal to closing.',
      leadAgency: 'IT-DCSA',
      marking: { classification: 'OFFICIAL', tlp: 'GREEN', releasableTo: ['all'] },
      commitments: ['AL-ASP'],
    });
    ({ id: action } = created.json as { id: string });
    path = `/api/v1/follow-up-actions/${action}/commitments/AL-ASP`;
  }, 120_000);

  afterAll(async () => {
    await log?.close();
    await portal?.close();
  });

  const read = async (visitor: Visitor) => (await visitor.get(path)).json as Commitment;
  const steps = [
    ...targetsOf(acceptanceStates).map((to) => ['acceptance', to] as const),
    ...targetsOf(implementationStates).map((to) => ['implementation', to] as const),
  ];
  const report = (visitor: Visitor, percent: number) =>
    visitor.call('POST', `${path}/progress`, { percent, text: 'Data received' });

  const answers = targetsOf(acceptanceStates).map((to) => `acceptance:${to}`);
  const working = ['implementation:BLOCKED', 'implementation:REPORTED_DONE'];
  const verifying = ['implementation:RETURNED', 'implementation:VERIFIED'];
  const stepOf = (one: string) => (one === 'create:progress-update' ? 'report' : one.replace('transition:', ''));

  /** What each person is offered. */
  async function offered(): Promise<Record<string, string[]>> {
    const of = async ([name, visitor]: [string, Visitor]) => [name, (await read(visitor)).allowed.map(stepOf).sort()];
    return Object.fromEntries(await Promise.all(Object.entries(people).map(of)));
  }

  /** Every step that is not offered is refused, in the API and on the page alike, and changes nothing. */
  async function onlyOfferedStepsAreOpen(): Promise<void> {
    for (const visitor of Object.values(people)) {
      const { allowed, version, acceptance, implementation } = await read(visitor);
      for (const [axis, to] of steps.filter(([axis, to]) => !allowed.includes(`transition:${axis}:${to}`))) {
        const answer = await visitor.call('POST', `${path}/transitions`, { axis, to, version, reason: 'Because' });
        expect([axis, to, [403, 409, 422].includes(answer.status)]).toEqual([axis, to, true]);
      }
      if (!allowed.includes('create:progress-update')) expect([403, 422]).toContain((await report(visitor, 1)).status);
      expect(await read(visitor)).toMatchObject({ version, acceptance, implementation });
      const html = (await visitor.get(`/actions/${action}`)).text;
      const card = html.slice(html.indexOf('id="commitment-AL-ASP"'), html.indexOf('id="progress"'));
      const buttons = [...card.matchAll(/name="to" value="([A-Z_]+)"/g)].map(([, to]) => to).sort();
      const offered = allowed.filter((one) => one.startsWith('transition:')).map((one) => one.split(':')[2]);
      expect(buttons).toEqual(offered.sort());
      expect(card.includes('name="percent"')).toBe(allowed.includes('create:progress-update'));
    }
  }

  it('from the proposal to the closing, for the bound agency, the originator and bystanders', async () => {
    const life = [
      { arta: answers, chiara: [], next: ['arta', 'acceptance:ACCEPTED_WITH_RESERVATION'] },
      { arta: ['implementation:IN_PROGRESS', 'report'], chiara: [], next: ['arta', 'implementation:IN_PROGRESS'] },
      { arta: ['implementation:BLOCKED', 'report'], chiara: [], next: ['arta', 'report'] },
      { arta: [...working, 'report'], chiara: [], next: ['arta', 'implementation:REPORTED_DONE'] },
      { arta: [], chiara: verifying, next: ['chiara', 'implementation:RETURNED'] },
      { arta: ['implementation:IN_PROGRESS', 'report'], chiara: [], next: ['arta', 'implementation:IN_PROGRESS'] },
      { arta: [...working, 'report'], chiara: [], next: ['arta', 'implementation:REPORTED_DONE'] },
      { arta: [], chiara: verifying, next: ['chiara', 'implementation:VERIFIED'] },
      {
        arta: ['implementation:IN_PROGRESS'],
        chiara: ['implementation:CLOSED'],
        next: ['chiara', 'implementation:CLOSED'],
      },
    ] as const;
    for (const { arta, chiara, next } of life) {
      expect(await offered()).toEqual({ arta: [...arta].sort(), chiara: [...chiara].sort(), bojan: [], paolo: [] });
      await onlyOfferedStepsAreOpen();
      const [who, step] = next;
      const [axis, to] = step.split(':');
      const { version } = await read(people[who]);
      const answer = to
        ? await people[who].call('POST', `${path}/transitions`, { axis, to, version, reason: 'Because' })
        : await report(people[who], 60);
      expect([who, step, answer.status]).toEqual([who, step, to ? 200 : 201]);
    }
    expect(await offered()).toEqual({ arta: ['implementation:IN_PROGRESS'], chiara: [], bojan: [], paolo: [] });
    await onlyOfferedStepsAreOpen();
  }, 60_000);

  it('an action that is closed offers no step, no report and no further commitment', async () => {
    const { version } = (await people.chiara.get(`/api/v1/follow-up-actions/${action}`)).json as { version: number };
    const closed = await people.chiara.call('POST', `/api/v1/follow-up-actions/${action}/transitions`, {
      to: 'CLOSED',
      version,
    });
    expect(closed.status).toBe(200);
    expect((closed.json as Commitment).allowed).not.toContain('create:commitment');
    expect(await offered()).toEqual({ arta: [], chiara: [], bojan: [], paolo: [] });
    await onlyOfferedStepsAreOpen();
    expect((await people.chiara.get(`/actions/${action}`)).text).not.toContain('name="agency"');
  });

  it('who may not ask for commitments is told so, whatever agency was named, and is not offered it', async () => {
    const other = await log.value<string>(
      "SELECT id AS value FROM follow_up_action WHERE ref LIKE 'J7-P3-R01-A-%' AND lead_agency = 'IT-DCSA' AND state = 'OPEN' ORDER BY id LIMIT 1",
    );
    const { allowed } = (await people.bojan.get(`/api/v1/follow-up-actions/${other}`)).json as Commitment;
    expect(allowed).not.toContain('create:commitment');
    for (const agency of ['PRV-BANKASSOC', 'XX-NONE', 'HR-MUP']) {
      const answer = await people.bojan.call('POST', `/api/v1/follow-up-actions/${other}/commitments`, { agency });
      expect([agency, answer.status]).toEqual([agency, 403]);
    }
  });
});
