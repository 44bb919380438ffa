import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEvents } from '../../audit/events.ts';
import { type Pattern, split } from '../../src/gate/route.ts';
import { patternsOf } from '../../src/http/mount-routes.ts';
import { routes } from '../../src/routes.ts';
import { languages } from '../../src/ui/locales.ts';
import { disclosedIn, LogReader, shownInJson, shownInPage } from '../support/audit-entries.ts';
import { draft, panelFive, step, steps } from '../support/policy-change.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { applicationFor, apply, takeStep, waitingMetadata } from '../support/provider-application.ts';
import { type Answer, Visitor } from '../support/visitor.ts';
import { type Example, exampleFor, type Known, knownRecords } from './route-examples.ts';

const people = ['arta', 'chiara', 'sara', 'fabio', 'giulia', 'jelena', 'karl', 'nobody'] as const;
const unknownId = '0192f000-0000-7000-8000-000000000000';
const patterns = routes.flatMap((route) =>
  patternsOf(route).map(([surface, pattern]) => ({ route, surface, pattern })),
);

let portal: TestPortal;
let log: LogReader;
let known: Known;
const visitors = new Map<string, Visitor>();

async function send(visitor: Visitor, pattern: Pattern, example: Example): Promise<Answer> {
  const { method } = split(pattern);
  if (method === 'GET') return visitor.get(example.path);
  if (pattern.includes('/api/')) return visitor.call(method, example.path, example.body ?? {});
  return visitor.submit(example.path, (example.body ?? {}) as Record<string, string>);
}

/** Outcome and disclosure of an answer must stand in the log, whatever the answer was. */
async function demandLogged(answer: Answer, surface: string, action: string): Promise<void> {
  const requestId = answer.headers.get('x-request-id') ?? '';
  const entries = await log.ofRequest(requestId);
  expect(entries.length).toBeGreaterThan(0);
  const outcome =
    answer.status < 400
      ? 'permit'
      : answer.status === 403 || answer.status === 404 || answer.status === 401
        ? 'deny'
        : 'error';
  const anonymous = entries.every((entry) => entry.action === 'session.refused');
  if (!anonymous) {
    expect(entries.map((entry) => entry.action)).toContain(action);
    // A purpose that is asked for first is a denial although the answer is a redirect.
    const redirected = answer.headers.get('location')?.startsWith('/purpose') ?? false;
    expect(entries.map((entry) => entry.outcome)).toContain(redirected ? 'deny' : outcome);
  }
  const ids = await log.known();
  if (answer.json === null) {
    // Every page names the reader: that is no disclosure, and is left out of both.
    const reader = entries.map(({ parts }) => parts.actor?.id);
    const others = (shown: string[]) => shown.filter((id) => !reader.includes(id));
    expect(others(disclosedIn(entries))).toEqual(others(shownInPage(answer.text, ids)));
  } else expect(disclosedIn(entries)).toEqual(shownInJson(answer.json, ids));
  const receipt = answer.headers.get('audit-receipt');
  expect(receipt === null && surface === 'api' && !anonymous).toBe(false);
}

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  known = await knownRecords(log);
  for (const name of people)
    visitors.set(name, name === 'nobody' ? new Visitor(portal.url) : await portal.signIn(name));
}, 120_000);

afterAll(async () => {
  await log?.close();
  await portal?.close();
});

describe.each(patterns.filter(({ route }) => route.event !== 'auth.logout'))(
  '$pattern',
  ({ route, surface, pattern }) => {
    it('leaves an entry for everybody and every outcome, and what it discloses is what the body shows', async () => {
      for (const name of people) {
        const visitor = visitors.get(name);
        if (!visitor) throw new Error(name);
        const good = await send(visitor, pattern, exampleFor(pattern, known));
        expect(good.status).toBeLessThan(500);
        await demandLogged(good, surface, route.event);
        if (surface === 'api' && good.status < 400 && route.output)
          expect(route.output.safeParse(good.json).error?.issues ?? []).toEqual([]);
        if (name === 'nobody') expect(good.status).toBe(surface === 'api' ? 401 : 303);
        if (pattern.includes(':id') && name !== 'nobody') {
          const none = await send(visitor, pattern, exampleFor(pattern, { ...known, id: () => unknownId }));
          await demandLogged(none, surface, route.event);
          expect([403, 404, 422]).toContain(none.status);
          const malformed = await send(visitor, pattern, exampleFor(pattern, { ...known, id: () => 'no-uuid' }));
          await demandLogged(malformed, surface, route.event);
          // To a person a malformed id is an address that leads nowhere; a program is told what an id looks like.
          expect(surface === 'page' ? [403, 404] : [403, 422]).toContain(malformed.status);
        }
      }
    }, 60_000);
  },
);

it('a sign-out leaves an entry, and the session is worth nothing afterwards', async () => {
  const visitor = await portal.signIn('bojan');
  const answer = await visitor.submit('/logout', {});
  expect(answer.status).toBe(303);
  await demandLogged(answer, 'page', 'auth.logout');
  expect((await visitor.get('/api/v1/follow-up-actions')).status).toBe(401);
});

/** A policy change from its draft into force and back, and one that is edited, handed in, taken back and rejected. */
async function changePolicies(): Promise<void> {
  const [giulia, hana] = [await portal.signIn('giulia'), await portal.signIn('hana')];
  const opening = await draft(giulia, panelFive, 'rules/opening.yaml');
  const late = await draft(giulia, panelFive, 'rules/late.yaml');
  await steps(giulia, opening.version, 'simulate', 'submit');
  await steps(hana, opening.version, 'approve', 'activate');
  await steps(giulia, late.version, 'follow');
  const back = await giulia.call('POST', `/api/v1/policies/${opening.version}/rollback`, { reason: 'Only a trial' });
  await steps(hana, (back.json as { version: number }).version, 'ratify');
  const other = await draft(giulia, panelFive, 'rules/other.yaml');
  await steps(giulia, other.version, 'simulate', 'submit', 'withdraw');
  const file = { file: 'rules/other.yaml', text: panelFive.replace('GREEN', 'CLEAR'), version: other.rowVersion + 3 };
  expect((await giulia.call('PATCH', `/api/v1/policies/${other.version}`, file)).status).toBe(200);
  expect(await step(giulia, other.version, 'reject', { reason: 'Only a trial' })).toMatchObject({ status: 200 });
}

/** A provider from its application into force and one that is rejected; a suspension that is lifted and one for good. */
async function changeProviders(): Promise<void> {
  const [karl, lidia, arta] = [await portal.signIn('karl'), await portal.signIn('lidia'), await portal.signIn('arta')];
  const { xml, fingerprint } = await waitingMetadata(portal.url);
  const { number } = await apply(karl, applicationFor(xml, { scopes: 'al.example', purposes: ['POLICY'] }));
  await takeStep(lidia, number, 'vet');
  await takeStep(karl, number, 'pin', { fingerprint });
  const { link } = (await takeStep(karl, number, 'test-link')).json as { link: string };
  // One purpose is asserted beyond the caps, and left out.
  expect((await new Visitor(portal.url).answerAs('blerina', link)).status).toBe(200);
  await takeStep(arta, number, 'confirm');
  expect((await takeStep(lidia, number, 'activate')).status).toBe(200);
  const other = await apply(karl, applicationFor(xml, { clearance: 'RESTRICTED' }));
  expect((await takeStep(lidia, other.number, 'reject', { reason: 'Only a trial' })).status).toBe(200);
  for (const how of ['lift', 'expel']) {
    const suspension = { kind: 'identity-provider', subject: 'al-new', reason: 'Only a trial' };
    const begun = (await karl.call('POST', '/api/v1/suspensions', suspension)).json as { id: string };
    const ended = await lidia.call('POST', `/api/v1/suspensions/${begun.id}/${how}`, { reason: 'Only a trial' });
    expect(ended.status).toBe(200);
  }
  const { items } = (await arta.get('/api/v1/notices')).json as { items: { id: string }[] };
  expect((await arta.submit(`/notices/${items[0]?.id}/seen`, {})).status).toBe(303);
}

/** A role from its proposal to its recertification and away again; one that is rejected, one that is withdrawn. */
async function changeRoles(): Promise<void> {
  const [karl, lidia] = [await portal.signIn('karl'), await portal.signIn('lidia')];
  const nikola = {
    provider: 'hr',
    subjectId: 'nikola@hr.example',
    agency: 'HR-MUP',
    role: 'auditor',
    reason: 'Only a trial',
  };
  const propose = async (kind: string, more: object = {}): Promise<number> => {
    const answer = await karl.call('POST', '/api/v1/role-changes', { kind, ...nikola, ...more });
    expect(answer.status, answer.text).toBe(201);
    return (answer.json as { number: number }).number;
  };
  const take = async (by: Visitor, number: number, step: string) =>
    expect((await by.call('POST', `/api/v1/role-changes/${number}/${step}`, { reason: 'x' })).status).toBe(200);
  await take(lidia, await propose('grant'), 'confirm');
  const { items } = (await karl.get('/api/v1/role-assignments')).json as { items: { id: string; subjectId: string }[] };
  const id = items.find(({ subjectId }) => subjectId === nikola.subjectId)?.id;
  expect((await karl.submit(`/federation/roles/${id}/recertify`, {})).status).toBe(303);
  await take(lidia, await propose('revoke'), 'reject');
  await take(karl, await propose('revoke'), 'withdraw');
  await take(lidia, await propose('revoke'), 'confirm');
}

/** Only the console does these; tests/cli asserts their details. */
const byConsole = ['console.command', 'role.grant'];
/** Only the clock does these; tests/security/policy-changes.test.ts and tests/identity/aggregate.test.ts assert their details. */
const byTheClock = ['policy.lapse', 'federation.aggregate'];
/** Any refusal may give a reason, any long answer be told in parts; a place is told of a broken log alone (tests/audit/tamper.test.ts). */
const elsewhere = (one: string) => / (reason|parts?|otherCertificate)$/.test(one) || one === 'audit.verify index';

it('after all this, every detail that an event declares stands somewhere in the log', async () => {
  // What happens beside the routes: a refused sign-in, nobody at the door, a sign-out at the agency's own IdP.
  await new Visitor(portal.url).submit('/saml/acs', { SAMLResponse: 'bm90IGFuIGFuc3dlcg==' });
  // A job from its beginning to its file.
  const jelena = visitors.get('jelena');
  const job = (await jelena?.submit('/audit/exports', { q: 'index:0' }))?.headers.get('location') ?? '';
  await expect.poll(async () => (await jelena?.get(job))?.text, { timeout: 20_000 }).toContain(`${job}/file`);
  expect((await jelena?.get(`${job}/file`))?.status).toBe(200);
  await jelena?.submit(`${job}/cancel`, {});
  await changePolicies();
  await changeProviders();
  await changeRoles();
  const seen = await log.details();
  const missing = Object.entries(auditEvents)
    .filter(([action]) => ![...byConsole, ...byTheClock].includes(action))
    .flatMap(([action, { detail }]) => Object.keys(detail).map((name) => `${action} ${name}`))
    .filter((one) => !(seen.has(one) || elsewhere(one)));
  expect(missing).toEqual([]);
}, 60_000);

it('whoever reports a weakness is told in which languages, those of the portal', async () => {
  const { text } = await portal.signIn('bojan').then((visitor) => visitor.get('/.well-known/security.txt'));
  expect(text).toContain(`Preferred-Languages: ${languages.map(({ tag }) => tag).join(', ')}\n`);
});
