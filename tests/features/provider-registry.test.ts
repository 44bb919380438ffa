import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { applicationBy, applicationFor, apply, takeStep, waitingMetadata } from '../support/provider-application.ts';
import { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let log: LogReader;
let portalRole: pg.Client;
let karl: Visitor;
let lidia: Visitor;
let arta: Visitor;
let provider: Awaited<ReturnType<typeof waitingMetadata>>;

const signInAt = (how: string) => `/saml/login?idp=${encodeURIComponent(provider.entityId)}&${how}`;
const stands = (answer: { json: unknown }) =>
  (answer.json as { errors?: { code?: string }[] }).errors?.map((one) => one.code) ?? answer.json;

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  portalRole = new pg.Client(portal.database.portalUrl);
  await portalRole.connect();
  karl = await portal.signIn('karl');
  lidia = await portal.signIn('lidia');
  arta = await portal.signIn('arta');
  provider = await waitingMetadata(portal.url);
}, 120_000);
afterAll(async () => {
  await portalRole?.end();
  await log?.close();
  await portal?.close();
});

describe('a second provider of an agency', () => {
  let number: number;
  let link: string;

  it('is applied for by one operator, and signs nobody in', async () => {
    const application = await apply(karl, applicationFor(provider.xml));
    ({ number } = application);
    expect(application).toMatchObject({
      state: 'APPLIED',
      mine: true,
      agency: 'INT-RCC',
      wider: ['new'],
      confirming: ['AL-ASP'],
      fingerprints: [provider.fingerprint],
      registration: { entityId: provider.entityId, caps: { clearance: 'OFFICIAL' } },
    });
    expect((await new Visitor(portal.url).get(signInAt('returnTo=%2F'))).status).toBe(403);
  });

  it('is told to every agency of its country, and its own agency is asked', async () => {
    const { json } = await arta.get('/api/v1/notices');
    expect((json as { items: unknown[] }).items).toContainEqual(
      expect.objectContaining({ kind: 'confirmation', detail: expect.objectContaining({ alias: 'al-new' }) }),
    );
    expect((await arta.get('/')).text).toContain('Your agency is asked to confirm');
    const { json: others } = await (await portal.signIn('bojan')).get('/api/v1/notices');
    expect(others).toMatchObject({ items: [] });
  });

  it('is not decided by who applied, neither by the portal nor by the database', async () => {
    const own = await takeStep(karl, number, 'vet');
    expect(own).toMatchObject({ status: 403, json: { code: 'two-persons' } });
    const person = await log.value<string>("SELECT id::text AS value FROM person WHERE subject_id LIKE 'karl@%'");
    const idp = await log.value<string>('SELECT author_idp AS value FROM idp_application WHERE number = $1', [number]);
    await expect(
      portalRole.query(
        "INSERT INTO idp_step (application, step, person, agency, country, idp) VALUES ($1, 'vet', $2, 'INT-RCC', 'INT', $3)",
        [number, person, idp],
      ),
    ).rejects.toThrow('another agency');
    await expect(
      portalRole.query("UPDATE idp_application SET state = 'VETTED' WHERE number = $1", [number]),
    ).rejects.toThrow('nobody took the step');
    await expect(
      portalRole.query(
        `INSERT INTO identity_provider (entity_id, alias, participant, agencies, status, configuration, registration)
         SELECT entity_id, alias, participant, agencies, 'ACTIVE', configuration, registration FROM idp_application WHERE number = $1`,
        [number],
      ),
    ).rejects.toThrow('by its application');
  });

  it('is vetted by an operator of another organisation', async () => {
    expect(await takeStep(lidia, number, 'vet')).toMatchObject({ status: 200, json: { state: 'VETTED' } });
  });

  it('has its key compared with what was read out, and with nothing else', async () => {
    const short = await takeStep(karl, number, 'pin', { fingerprint: 'ab:cd' });
    expect(short.status).toBe(422);
    expect(short.text).toContain('64');
    const other = await takeStep(karl, number, 'pin', { fingerprint: 'ab'.repeat(32) });
    expect(other.status).toBe(422);
    expect(other.text).toContain('another key');
    const spoken = provider.fingerprint.toUpperCase().match(/../g)?.join(' ');
    const good = await takeStep(karl, number, 'pin', { fingerprint: spoken });
    expect(good).toMatchObject({ status: 200, json: { state: 'PINNED' } });
  });

  it('does not come into force before somebody tried it', async () => {
    expect(await takeStep(lidia, number, 'activate')).toMatchObject({ status: 409 });
    const made = await takeStep(karl, number, 'test-link');
    ({ link } = made.json as { link: string });
    expect(link).toContain('/saml/login?idp=');
    const foreign = link.replace(/test=.*/, `test=${'A'.repeat(43)}`);
    expect((await new Visitor(portal.url).get(foreign)).status).toBe(403);
  });

  it('signs nobody in when it is tried: no session, no person, and what was read is told', async () => {
    const technician = new Visitor(portal.url);
    const people = () => log.value<string>('SELECT count(*)::text AS value FROM person');
    const before = await people();
    const answer = await technician.answerAs('blerina', link);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('The test sign-in succeeded');
    expect(answer.text).toContain('blerina@al.example');
    expect((await technician.get('/api/v1/session')).json).toMatchObject({ authenticated: false });
    expect((await technician.get('/actions')).status).toBe(303);
    expect(await people()).toBe(before);
    const application = await applicationBy(lidia, number);
    expect(application).toMatchObject({
      state: 'TESTED',
      test: { outcome: 'good', agency: 'AL-ASP', assurance: 'mfa', named: true, mail: true },
    });
    expect(JSON.stringify(application)).not.toContain('blerina');
    expect((await new Visitor(portal.url).get(signInAt('returnTo=%2F'))).status).toBe(403);
  });

  it('waits for its agency, which confirms through the provider that it has', async () => {
    const early = await takeStep(lidia, number, 'activate');
    expect(early.status).toBe(409);
    expect(early.text).toContain('has not confirmed');
    await expect(
      portalRole.query("UPDATE idp_application SET state = 'ACTIVE' WHERE number = $1", [number]),
    ).rejects.toThrow();
    expect((await takeStep(karl, number, 'confirm')).status).toBe(403);
    const bojan = await portal.signIn('bojan');
    expect((await takeStep(bojan, number, 'confirm')).status).toBe(404);
    expect((await bojan.get(`/federation/applications/${number}`)).status).toBe(404);
    expect((await arta.get(`/federation/applications/${number}`)).text).toContain('Our agency confirms');
    expect((await takeStep(arta, number, 'confirm')).status).toBe(200);
  });

  it('comes into force by the second operator, and lets its first officer in', async () => {
    expect(await takeStep(karl, number, 'activate')).toMatchObject({ status: 403, json: { code: 'two-persons' } });
    expect(await takeStep(lidia, number, 'activate')).toMatchObject({ status: 200, json: { state: 'ACTIVE' } });
    const page = async () => (await new Visitor(portal.url).get('/sign-in')).text;
    await expect.poll(page, { timeout: 5000 }).toContain('Albanian State Police, sign-in of 2027');
    const blerina = new Visitor(portal.url);
    expect((await blerina.answerAs('blerina', signInAt('returnTo=%2Factions'))).status).toBe(303);
    expect((await blerina.get('/api/v1/session')).json).toMatchObject({
      authenticated: true,
      person: { agency: 'AL-ASP', idp: provider.entityId, clearance: 'OFFICIAL' },
    });
    expect((await new Visitor(portal.url).get(link)).status).toBe(403);
  });

  it('leaves every step in the log, with the fingerprint of its key', async () => {
    for (const step of ['apply', 'vet', 'pin', 'test_link', 'test', 'confirm', 'activate']) {
      const found = await log.value<string>(
        `SELECT count(*)::text AS value FROM audit_body WHERE action = 'federation.' || $1 AND outcome = 'permit'`,
        [step],
      );
      expect(`${step} ${found}`).toBe(`${step} 1`);
    }
    const detail = await log.value<Record<string, unknown>>(
      `SELECT parts::json #> '{http,value,detail}' AS value FROM audit_body WHERE action = 'federation.activate' AND outcome = 'permit'`,
    );
    expect(detail).toMatchObject({ alias: 'al-new', application: number, certificate: provider.fingerprint });
  });

  it('is narrowed by one operator at once, and widened by two and its agency', async () => {
    const narrower = await apply(karl, applicationFor(provider.xml, { clearance: 'PUBLIC' }));
    expect(narrower).toMatchObject({ wider: [], confirming: [] });
    expect(await takeStep(karl, narrower.number, 'activate')).toMatchObject({ status: 200, json: { state: 'ACTIVE' } });
    const blerina = new Visitor(portal.url);
    expect((await blerina.answerAs('blerina', signInAt('returnTo=%2F'))).status).toBe(303);
    const profile = (await blerina.get('/profile')).text;
    expect(profile).toContain('asserted more than it is registered for');
    expect(profile).toContain('a higher clearance');
    const same = await karl.call(
      'POST',
      '/api/v1/identity-provider-applications',
      applicationFor(provider.xml, { clearance: 'PUBLIC' }),
    );
    expect(same.status).toBe(422);
    expect(same.text).toContain('nothing differs');
    const wider = await apply(karl, applicationFor(provider.xml, { purposes: ['PREVENTION', 'INVESTIGATION'] }));
    expect(wider.wider).toEqual(['caps.clearance', 'caps.purposes']);
    expect(wider.confirming).toEqual(['AL-ASP']);
    expect((await takeStep(karl, wider.number, 'activate')).status).toBe(409);
    expect((await takeStep(lidia, wider.number, 'reject', { reason: 'Not now' })).status).toBe(200);
    // Where people type their passwords, and under which name they find it, is nothing that one operator decides.
    const sso = `${provider.entityId}/sso`;
    const elsewhere = provider.xml.replace(`Location="${sso}"`, 'Location="https://sso.al-police.example/"');
    const moved = await apply(karl, applicationFor(elsewhere, { clearance: 'PUBLIC' }));
    expect(moved).toMatchObject({ wider: ['metadata address'], confirming: ['AL-ASP'] });
    expect((await takeStep(lidia, moved.number, 'reject', { reason: 'Not now' })).status).toBe(200);
    const renamed = provider.xml.replace('sign-in of 2027', 'sign-in of Serbia');
    const named = await apply(karl, applicationFor(renamed, { clearance: 'PUBLIC' }));
    expect(named.wider).toEqual(['names']);
    const again = await karl.call(
      'POST',
      '/api/v1/identity-provider-applications',
      applicationFor(provider.xml, { clearance: 'RESTRICTED' }),
    );
    expect(again.status).toBe(409);
    expect(again.text).toContain('under way');
    const rejected = await takeStep(lidia, named.number, 'reject', { reason: 'Nobody asked for it' });
    expect(rejected).toMatchObject({ status: 200, json: { state: 'REJECTED', stateReason: 'Nobody asked for it' } });
  });
});

describe('what an operator applies for', () => {
  const post = (more: Record<string, unknown>) =>
    karl.call('POST', '/api/v1/identity-provider-applications', applicationFor(provider.xml, more));

  it.each([
    ['no XML', { metadata: '<a' }, 'metadata'],
    ['siblings without end', { metadata: `<x>${'<y/>'.repeat(40_000)}</x>` }, 'metadata'],
    ['a document type', { metadata: '<!DOCTYPE x><x/>' }, 'metadata'],
    ['metadata of a service provider', { metadata: '<x/>' }, 'metadata'],
    ['an agency of nobody', { agencies: ['XX-NONE'] }, 'agencies'],
    ['agencies of two countries', { agencies: ['AL-ASP', 'RS-MUP'] }, 'agencies'],
    ['no agency', { agencies: [] }, 'agencies'],
    ['a scope with a wildcard', { scopes: '*.example' }, 'scopes'],
    ['a date that is past', { trustedUntil: '2020-01-01' }, 'trustedUntil'],
    ['a date as half the members read otherwise', { trustedUntil: '12/31/2027' }, 'trustedUntil'],
    ['an attribute that is none', { attributes: 'clearance: x' }, 'attributes'],
    ['the alias of another provider', { alias: 'rs' }, 'alias'],
    ['an alias with capitals', { alias: 'AL' }, 'alias'],
    ['no reason', { reason: '' }, 'reason'],
  ])('%s: the field is named, and how to mend it', async (_, more, field) => {
    const answer = await post(more);
    expect(answer.status, answer.text).toBe(422);
    expect(JSON.stringify(stands(answer))).toContain(field);
  });

  it('comes back with all that was typed', async () => {
    const page = await karl.submit('/federation/applications', {
      alias: 'x-new',
      metadata: '<broken',
      agencies: ['AL-ASP'],
      scopes: 'al.example',
      clearance: 'RESTRICTED',
      purposes: ['TRAINING'],
      reason: 'Typed with care',
    });
    expect(page.status).toBe(422);
    for (const typed of ['x-new', '&lt;broken', 'al.example', 'Typed with care']) expect(page.text).toContain(typed);
    expect(page.text).toMatch(/value="TRAINING"[^>]*checked|checked[^>]*value="TRAINING"/);
    expect(page.text).toMatch(/value="AL-ASP"[^>]*checked|checked[^>]*value="AL-ASP"/);
  });
});

it('the first provider of an agency waits a day after its key was compared', async () => {
  await log.query("UPDATE identity_provider SET agencies = '{BA-NONE}' WHERE alias = 'ba'");
  const xml = provider.xml.replaceAll('/idp/al-new', '/idp/ba-new');
  const { number } = await apply(
    karl,
    applicationFor(xml, { alias: 'ba-new', agencies: ['BA-GP'], scopes: 'ba.example' }),
  );
  await takeStep(lidia, number, 'vet');
  await takeStep(lidia, number, 'pin', { fingerprint: provider.fingerprint });
  await log.query(
    `UPDATE idp_application SET state = 'TESTED', test = '{"outcome": "good", "at": "2026-11-27T00:00:00.000Z"}' WHERE number = ${number}`,
  );
  const early = await takeStep(lidia, number, 'activate');
  expect(early.status).toBe(409);
  expect(early.text).toContain('waits a day');
  await log.query(`UPDATE idp_application SET pinned_at = now() - interval '25 hours' WHERE number = ${number}`);
  expect((await takeStep(lidia, number, 'activate')).status).toBe(200);
});

it('nobody but an operator applies, and an officer sees no application of another agency', async () => {
  for (const name of ['arta', 'giulia', 'jelena', 'sara'] as const) {
    const visitor = await portal.signIn(name);
    const answer = await visitor.call('POST', '/api/v1/identity-provider-applications', applicationFor(provider.xml));
    expect(answer.status).toBe(403);
    expect((await visitor.get('/api/v1/identity-provider-applications')).status).toBe(403);
  }
});
