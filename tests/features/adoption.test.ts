import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Answer, Visitor } from '../support/visitor.ts';

const base = '/api/v1/best-practices';
const story = {
  title: 'A logbook',
  problem: 'Times were disputed.',
  response: 'One logbook.',
  results: 'No dispute since.',
};
const green = { classification: 'OFFICIAL', tlp: 'GREEN', releasableTo: ['all'] };
const strict = { classification: 'OFFICIAL', tlp: 'AMBER+STRICT', releasableTo: ['agency:IT-DCSA', 'agency:AL-ASP'] };

interface Adoption {
  id: string;
  agency: string;
  state: string;
  outcome: string | null;
  version: number;
  allowed: string[];
}

let portal: TestPortal;
let log: LogReader;
let arta: Visitor;
let bojan: Visitor;
let chiara: Visitor;
let fabio: Visitor;

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  arta = await portal.signIn('arta');
  bojan = await portal.signIn('bojan');
  chiara = await portal.signIn('chiara');
  fabio = await portal.signIn('fabio');
}, 120_000);
afterAll(async () => {
  await log?.close();
  await portal?.close();
});

async function shared(marking: object = green): Promise<string> {
  const { status, json } = await chiara.call('POST', base, { ...story, marking });
  expect(status).toBe(201);
  return (json as { id: string }).id;
}

const declare = (who: Visitor, id: string, state = 'INTERESTED') =>
  who.call('POST', `${base}/${id}/adoptions`, { state, reason: 'For one harbour.' });
const move = (who: Visitor, id: string, agency: string, body: object) =>
  who.call('POST', `${base}/${id}/adoptions/${agency}/transitions`, body);
const adoptionOf = async (who: Visitor, id: string, agency: string) =>
  (await who.get(`${base}/${id}/adoptions/${agency}`)).json as Adoption;
const adopters = async (who: Visitor, id: string) =>
  ((await who.get(`${base}/${id}/adoptions`)).json as { items: Adoption[] }).items.map(({ agency }) => agency);
const practice = async (who: Visitor, id: string) =>
  (await who.get(`${base}/${id}`)).json as {
    state: string;
    adopters: number;
    myAdoption: string | null;
    version: number;
  };
const problem = ({ json }: Answer) => json as { code: string; fields?: { field: string }[] };

/** A practice that was reviewed: the steps of a review are not there yet, so it is written as the review will write it. */
const publish = (id: string) =>
  log.value(`UPDATE best_practice SET state = 'PUBLISHED' WHERE id = $1 RETURNING id AS value`, [id]);

describe('an agency says that it uses a practice', () => {
  it('and everybody who reads the practice reads it, with a count', async () => {
    const id = await shared();
    expect(await practice(bojan, id)).toMatchObject({ adopters: 0, myAdoption: null });
    const { status, json } = await declare(arta, id);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      type: 'adoption',
      agency: 'AL-ASP',
      state: 'INTERESTED',
      stateReason: 'For one harbour.',
    });
    expect(await practice(bojan, id)).toMatchObject({ adopters: 1, myAdoption: null });
    expect(await practice(arta, id)).toMatchObject({ adopters: 1, myAdoption: 'INTERESTED' });
    expect(await adopters(bojan, id)).toEqual(['AL-ASP']);
    expect((await bojan.get(`/practices/${id}`)).text).toContain('For one harbour.');
  });

  it('for itself alone, and not of its own practice', async () => {
    const id = await shared();
    expect((await bojan.call('POST', `${base}/${id}/adoptions`, { state: 'ADOPTED', agency: 'AL-ASP' })).status).toBe(
      422,
    );
    const own = await declare(chiara, id);
    expect(own.status).toBe(422);
    expect(await adopters(chiara, id)).toEqual([]);
    await declare(arta, id);
    expect((await move(bojan, id, 'AL-ASP', { to: 'PILOTING', version: 1 })).status).toBe(403);
    expect((await move(chiara, id, 'AL-ASP', { to: 'DISCONTINUED', reason: 'No.', version: 1 })).status).toBe(403);
  });

  it('once: of two colleagues at the same moment one is told that it stands already', async () => {
    const id = await shared();
    const answers = await Promise.all([declare(arta, id), declare(arta, id, 'ADOPTED')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await adopters(arta, id)).toEqual(['AL-ASP']);
  });

  it('not of a draft of others, nor of one that was withdrawn', async () => {
    const id = await shared();
    await declare(arta, id, 'PILOTING');
    const { version } = await practice(chiara, id);
    const withdrawn = await chiara.call('POST', `${base}/${id}/transitions`, {
      to: 'WITHDRAWN',
      reason: 'Wrong.',
      version,
    });
    expect(withdrawn.status).toBe(200);
    const late = await declare(bojan, id);
    expect(late.status).toBe(422);
    expect((await move(arta, id, 'AL-ASP', { to: 'ADOPTED', version: 1 })).status).toBe(422);
    expect(
      (await move(arta, id, 'AL-ASP', { to: 'DISCONTINUED', reason: 'It was withdrawn.', version: 1 })).status,
    ).toBe(200);
    expect(await practice(bojan, id)).toMatchObject({ adopters: 0 });
  });
});

describe('what came of it', () => {
  it('is said step by step; an evaluation names an outcome and says what happened', async () => {
    const id = await shared();
    await declare(arta, id);
    expect(
      (await move(arta, id, 'AL-ASP', { to: 'EVALUATED', outcome: 'benefit', reason: 'x', version: 1 })).status,
    ).toBe(409);
    expect((await move(arta, id, 'AL-ASP', { to: 'PILOTING', version: 1 })).status).toBe(200);
    expect((await move(arta, id, 'AL-ASP', { to: 'ADOPTED', version: 1 })).status).toBe(409);
    const silent = await move(arta, id, 'AL-ASP', { to: 'EVALUATED', reason: 'It helped.', version: 2 });
    expect(silent.status).toBe(422);
    expect(problem(silent).fields?.map(({ field }) => field)).toEqual(['outcome']);
    const wordless = await move(arta, id, 'AL-ASP', { to: 'EVALUATED', outcome: 'benefit', version: 2 });
    expect(problem(wordless).fields?.map(({ field }) => field)).toEqual(['reason']);
    const said = await move(arta, id, 'AL-ASP', {
      to: 'EVALUATED',
      outcome: 'benefit',
      reason: 'It helped.',
      version: 2,
    });
    expect(said.status).toBe(200);
    expect(await adoptionOf(bojan, id, 'AL-ASP')).toMatchObject({ state: 'EVALUATED', outcome: 'benefit', version: 3 });
    expect((await practice(bojan, id)).state).toBe('SHARED');
  });

  it.each(['no-effect', 'harm'])(
    '%s makes the review of a published practice due, with an entry of its own',
    async (outcome) => {
      const id = await shared();
      await publish(id);
      const before = (await practice(arta, id)).version;
      await declare(arta, id, 'ADOPTED');
      const answer = await move(arta, id, 'AL-ASP', {
        to: 'EVALUATED',
        outcome,
        reason: 'Nothing changed.',
        version: 1,
      });
      expect(answer.status).toBe(200);
      expect(await practice(bojan, id)).toMatchObject({ state: 'REVIEW_DUE', version: before + 1 });
      const entries = await log.ofRequest(answer.headers.get('x-request-id') ?? '');
      const changed = entries.filter(({ action, outcome: how }) => action === 'record.transition' && how === 'permit');
      const told = changed.map(({ parts }) => JSON.stringify(parts));
      expect(told).toHaveLength(2);
      expect(told[0]).toContain('"from":"ADOPTED","to":"EVALUATED"');
      expect(told[1]).toContain('"from":"PUBLISHED","to":"REVIEW_DUE"');
      expect(told[1]).toContain('"type":"best-practice"');
      expect((await bojan.get(`/practices/${id}`)).text).toContain('#adoption-AL-ASP');
    },
  );

  it('of a benefit leaves a published practice as it is', async () => {
    const id = await shared();
    await publish(id);
    await declare(arta, id, 'ADOPTED');
    await move(arta, id, 'AL-ASP', { to: 'EVALUATED', outcome: 'mixed', reason: 'Half and half.', version: 1 });
    expect((await practice(bojan, id)).state).toBe('PUBLISHED');
  });
});

describe('a practice that somebody may not read', () => {
  it('has no adoptions for them either: in no list, count, address or filter', async () => {
    const id = await shared(strict);
    await declare(arta, id, 'ADOPTED');
    expect(await adopters(arta, id)).toEqual(['AL-ASP']);
    for (const visitor of [bojan, fabio]) {
      expect((await visitor.get(`${base}/${id}/adoptions`)).status).toBe(404);
      expect((await visitor.get(`${base}/${id}/adoptions/AL-ASP`)).status).toBe(404);
      expect((await declare(visitor, id)).status).toBe(404);
      const used = (await visitor.get(`${base}?used=any&limit=100`)).json as { items: { id: string }[]; total: number };
      expect(used.items.map((one) => one.id)).not.toContain(id);
      expect(used.total).toBe(used.items.length);
    }
    const own = (await arta.get(`${base}?used=own&limit=100`)).json as { items: { id: string }[] };
    expect(own.items.map((one) => one.id)).toContain(id);
  });

  it('control roles read of no adoption', async () => {
    const id = await shared();
    await declare(arta, id);
    for (const alias of ['giulia', 'jelena', 'karl'])
      expect((await (await portal.signIn(alias)).get(`${base}/${id}/adoptions`)).status).toBe(403);
  });
});

describe('the page', () => {
  it('takes the first word by a plain form, and brings a refused step back with what was typed', async () => {
    const id = await shared();
    expect((await arta.get(`/practices/${id}`)).text).toContain(`action="/practices/${id}/adoptions"`);
    const said = await arta.submit(`/practices/${id}/adoptions`, { state: 'ADOPTED', reason: 'In two harbours.' });
    expect([said.status, said.headers.get('location')]).toEqual([303, `/practices/${id}`]);
    const refused = await arta.submit(`/practices/${id}/adoptions/AL-ASP/transitions`, {
      to: 'EVALUATED',
      reason: 'Fewer disputes in both harbours.',
      version: '1',
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Fewer disputes in both harbours.</textarea>');
    expect(refused.text).toContain('href="#adoption-outcome');
    const page = await bojan.get(`/practices/${id}`);
    expect(page.text).not.toContain(`/practices/${id}/adoptions/AL-ASP/transitions`);
  });
});
