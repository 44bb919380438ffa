import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sampleActions } from '../../db/sample/actions.ts';
import { sampleAgencies } from '../../db/sample/agencies.ts';
import { sampleCommunities } from '../../db/sample/communities.ts';
import { sampleConclusions } from '../../db/sample/conclusions.ts';
import { parisConference } from '../../db/sample/conference-paris.ts';
import { romeConference } from '../../db/sample/conference-rome.ts';
import { sampleConferences } from '../../db/sample/conferences.ts';
import { dayAt } from '../../db/sample/days.ts';
import { samplePanels } from '../../db/sample/panels.ts';
import { sampleParticipants } from '../../db/sample/participants.ts';
import { samplePeople } from '../../db/sample/people.ts';
import { sampleProgress } from '../../db/sample/progress.ts';
import { readReport } from '../../db/sample/report.ts';
import type { SampleCommitment } from '../../db/sample/types.ts';
import { languages } from '../../src/ui/locales.ts';
import { wordingProblems } from '../messages/wording.ts';
import { expectedConclusionSight } from './expected-sight.ts';

const agencyOf = new Map(sampleAgencies.map((agency) => [agency.code, agency]));
const participantCodes = sampleParticipants.map((participant) => participant.code);
const actionOf = new Map(sampleActions.map((action) => [action.key, action]));
const commitments = sampleActions.flatMap((action) => action.commitments);

const expectUnique = (values: readonly string[]) => expect(values).toEqual([...new Set(values)]);
const sentencesOf = (text: string) => text.match(/[.!?](?=\s|$)/g)?.length ?? 0;
const shareOfCyrillic = (text: string) =>
  (text.match(/\p{Script=Cyrillic}/gu) ?? []).length / (text.match(/\p{L}/gu) ?? ['']).length;

describe('the agencies and people of the sample', () => {
  it('have codes, aliases and identities that are never used twice', () => {
    expectUnique(participantCodes);
    expectUnique(sampleAgencies.map((agency) => agency.code));
    expectUnique(samplePeople.map((person) => person.alias));
    expectUnique(samplePeople.map((person) => person.subjectId));
    expectUnique(samplePeople.map((person) => person.name));
  });

  it('belong to participants and communities that exist', () => {
    for (const agency of sampleAgencies) {
      expect(participantCodes).toContain(agency.participant);
      for (const name of agency.communities) expect(sampleCommunities.map((each) => each.name)).toContain(name);
    }
    expect(agencyOf.get('PRV-BANKASSOC')?.communities).toEqual(['J7-P5']);
    expect(agencyOf.get('ACA-SECLAB')?.communities).toEqual(['J7-P5']);
  });

  it('are people of the country of their agency, known by one scope for each IdP', () => {
    for (const person of samplePeople) {
      expect(person.country).toBe(agencyOf.get(person.agency)?.participant);
      expect(person.subjectId).toBe(`${person.alias}@${person.idpAlias}.example`);
      expect(person.mail.endsWith(`@${person.idpAlias}.example`)).toBe(true);
    }
    expectUnique([...new Set(samplePeople.map((person) => `${person.idpAlias}:${person.country}`))].map(idpPart));
  });

  it('give every content agency an officer, and nobody both content and control', () => {
    const control = ['policy-administrator', 'auditor', 'federation-operator'];
    for (const person of samplePeople) expect(person.roles).toHaveLength(1);
    const content = samplePeople.filter((person) => person.roles.every(({ role }) => !control.includes(role)));
    expect(new Set(content.map((person) => person.agency))).toEqual(new Set(agencyOf.keys()));
  });

  it('sign in with MFA wherever they are cleared for RESTRICTED', () => {
    for (const person of samplePeople) if (person.clearance === 'RESTRICTED') expect(person.mfa).not.toBe(false);
  });

  it('hold the demo list: arta with a purpose of yesterday, elena with a clearance that ended yesterday', () => {
    const listed = samplePeople.slice(0, 13).map(({ alias, agency, roles }) => `${alias} ${agency} ${roles[0]?.role}`);
    expect(listed).toEqual([
      'arta AL-ASP liaison-officer',
      'bojan RS-MUP liaison-officer',
      'chiara IT-DCSA liaison-officer',
      'elena MK-MVR liaison-officer',
      'dino BA-GP liaison-officer',
      'fabio PRV-BANKASSOC liaison-officer',
      'sara INT-RCC conference-secretariat',
      'giulia IT-SRI policy-administrator',
      'hana HR-MUP policy-administrator',
      'jelena ME-UP auditor',
      'ivo INT-RCC auditor',
      'karl INT-RCC federation-operator',
      'lidia SI-GPU federation-operator',
    ]);
    const person = (alias: string) => samplePeople.find((each) => each.alias === alias);
    expect(person('elena')?.clearanceExpires).toBe(-1);
    const last = person('arta')?.lastPurpose;
    expect(last?.code).toBe('INVESTIGATION');
    expect(person('arta')?.purposes).toContain(last?.code);
    for (const alias of ['jelena', 'ivo']) expect(person(alias)?.roles[0]?.scope).toBe('all');
    for (const each of samplePeople) if (each.purposes.includes('AUDIT')) expect(each.roles[0]?.role).toBe('auditor');
  });
});

describe('the conference of the sample', () => {
  it('is the seventh edition, in Rome on 17 and 18 November 2022, with both slips of the report explained', () => {
    expect(romeConference).toMatchObject({ edition: 7, city: 'Rome', startsOn: '2022-11-17', endsOn: '2022-11-18' });
    const notes = romeConference.notes.map((note) => note.en).join(' ');
    expect(notes).toContain('“17th”');
    expect(notes).toContain('“18 and 7 November”');
    expect(Object.keys(romeConference.titles).sort()).toEqual(['en', 'it', 'ru', 'sr-Cyrl']);
    expect(romeConference.fictional).toBe(false);
  });

  it('keeps the report as it was received, with the titles that the page repeats', () => {
    const report = readReport();
    const digest = createHash('sha256').update(report, 'utf8').digest('hex');
    expect(digest).toBe('a9098347f7766a07176984aa34f86baad59c07e7f44917d7d5a5d0ed6e21f6d1');
    expect(report).toContain(romeConference.sourceTitle);
    expect(report).toContain(romeConference.titles.ru);
  });

  it('has five panels in order, and at least twelve conclusions whose references name their panel', () => {
    for (const { ref } of sampleConferences) {
      const panels = samplePanels.filter(({ conference }) => conference === ref);
      expect(panels.map((panel) => panel.ref)).toEqual([1, 2, 3, 4, 5].map((place) => `${ref}-P${place}`));
      expect(panels.map((panel) => panel.position)).toEqual([1, 2, 3, 4, 5]);
    }
    expect(sampleConclusions.length).toBeGreaterThanOrEqual(12);
    expectUnique(sampleConclusions.map((conclusion) => conclusion.ref));
    for (const { ref, panel } of sampleConclusions) {
      expect(samplePanels.map((each) => each.ref)).toContain(panel);
      expect(ref).toMatch(new RegExp(`^${panel}-R\\d{2}$`));
    }
  });

  it('follows a closed sixth edition, of which the city and the month are told and all else is called invented', () => {
    expect(sampleConferences.map(({ edition }) => edition)).toEqual([6, 7]);
    expect(parisConference).toMatchObject({
      city: 'Paris',
      state: 'CLOSED',
      sourceText: '',
      organisers: [],
      themes: [],
    });
    expect(parisConference.notes.map((note) => note.en).join(' ')).toMatch(/only the month is known.*are fictional/);
    for (const { conference, fictional } of samplePanels) expect(fictional).toBe(conference === 'J6');
  });

  it('carries conclusions of the sixth edition on to the seventh, one of them hidden from readers of the later one', () => {
    const carried = sampleConclusions.filter(({ carriedFrom }) => carriedFrom !== undefined);
    expect(carried.length).toBeGreaterThan(3);
    for (const { ref, panel, carriedFrom } of carried) {
      const target = sampleConclusions.find((one) => one.ref === carriedFrom);
      expect([target?.panel, panel], ref).toEqual([panel.replace('J7', 'J6'), panel]);
    }
    expect(carried.find(({ ref }) => ref === 'J7-P3-R01')?.carriedFrom).toBe('J6-P3-R02');
    expect(expectedConclusionSight.dino).toContain('J7-P3-R01');
    expect(expectedConclusionSight.dino).not.toContain('J6-P3-R02');
  });

  it('leaves no action of the closed edition open', () => {
    const earlier = sampleActions.filter(({ conclusion }) => conclusion.startsWith('J6-'));
    const states = earlier.map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['CARRIED_OVER', 'CLOSED', 'ABANDONED']));
    expect(earlier.filter(({ commitments }) => commitments.length > 0).length).toBeGreaterThanOrEqual(5);
  });

  it('asks for every need that the report names', () => {
    const needs = romeConference.themes.filter((theme) => theme.kind === 'need').map((theme) => theme.key);
    expect(new Set(sampleConclusions.map((conclusion) => conclusion.need))).toEqual(new Set(needs));
  });
});

describe('the follow-up of the sample', () => {
  it('hangs together: every reference leads to something that exists', () => {
    expect(sampleActions.length).toBeGreaterThanOrEqual(30);
    expectUnique(sampleActions.map((action) => action.key));
    for (const action of sampleActions) {
      expect(sampleConclusions.map((conclusion) => conclusion.ref)).toContain(action.conclusion);
      const named = [action.lead, ...action.coLeads, ...action.commitments.map((commitment) => commitment.agency)];
      for (const code of named) expect(agencyOf.has(code)).toBe(true);
      expectUnique([action.lead, ...action.coLeads]);
      expectUnique(action.commitments.map((commitment) => commitment.agency));
      expect(authorsAgency(action.author)).toBe(action.marking.originator);
    }
  });

  it('reports progress only on commitments that were accepted, by an officer of the agency bound', () => {
    expectUnique(sampleProgress.map((update) => update.key));
    for (const update of sampleProgress) {
      const bound = actionOf.get(update.action)?.commitments.find(({ agency }) => agency === update.agency);
      expect(bound?.acceptance, update.key).toMatch(/^ACCEPTED/);
      expect(bound?.implementation, update.key).not.toBe('NOT_STARTED');
      expect([authorsAgency(update.author), update.marking.originator]).toEqual([update.agency, update.agency]);
    }
  });

  it('gives the reason wherever the state machine wants one', () => {
    for (const action of sampleActions) if (action.state === 'ABANDONED') expect(action.stateReason).toBeTruthy();
    for (const commitment of commitments) {
      expect(missingReasons(commitment)).toEqual([]);
      if (!commitment.acceptance.startsWith('ACCEPTED')) expect(commitment.implementation).toBe('NOT_STARTED');
    }
  });

  it('leaves arta and others something to answer, and something late', () => {
    const map = actionOf.get('ephedrine-map');
    expect(map).toMatchObject({ conclusion: 'J7-P3-R01', lead: 'IT-DCSA', state: 'OPEN' });
    expect(map?.commitments.map(({ agency }) => agency)).toEqual([
      'AL-ASP',
      'RS-MUP',
      'ME-UP',
      'MK-MVR',
      'BA-GP',
      'XK-KP',
    ]);
    expect(map?.commitments[0]?.acceptance).toBe('PROPOSED');
    const waiting = commitments.filter(({ acceptance }) => acceptance === 'PROPOSED').map(({ agency }) => agency);
    expect(new Set(waiting).size).toBeGreaterThan(2);
    expect(sampleActions.some(({ state, due }) => state === 'OPEN' && due !== null && due < 0)).toBe(true);
    expect(new Set(sampleActions.map(({ state }) => state))).toEqual(
      new Set(['DRAFT', 'OPEN', 'CLOSED', 'CARRIED_OVER', 'ABANDONED']),
    );
  });

  it('is written in six languages, in the script of each, in two to five sentences', () => {
    expect(new Set(sampleActions.map(({ lang }) => lang))).toEqual(new Set(['en', 'it', 'sq', 'sr-Cyrl', 'mk', 'bs']));
    for (const { key, lang, title, description, indicators } of sampleActions) {
      for (const text of [title, description, indicators]) expectScript(lang, text, key);
      expect(sentencesOf(description), key).toBeGreaterThanOrEqual(2);
      expect(sentencesOf(description), key).toBeLessThanOrEqual(5);
    }
    for (const { key, lang, text } of sampleProgress) expectScript(lang, text, key);
  });

  it('is marked as fictional, and names no person of the report', () => {
    const fictional = [sampleActions, sampleConclusions, sampleProgress, samplePeople, sampleAgencies];
    for (const record of fictional.flat()) expect(record.fictional).toBe(true);
    const real = /gambacurta|bregu|celeste|esposito|kapetanovi|ГАМБАКУРТ|БРЕГУ|ЭСПОЗИТО|КАПЕТАНОВИЧ/i;
    expect(JSON.stringify(fictional)).not.toMatch(real);
    expect(romeConference.description).toMatch(real);
  });
});

describe('names', () => {
  const named = [sampleParticipants, sampleAgencies, sampleCommunities, samplePanels, romeConference.organisers];
  const texts = [
    ...[...named.flat(), ...romeConference.themes].map(({ names }) => names),
    ...romeConference.themes.map(({ summary }) => summary),
    ...sampleConferences.flatMap(({ notes }) => notes),
  ];

  it('stand in every language of the portal, and Cyrillic in Serbian', () => {
    for (const text of texts) {
      for (const { tag } of languages)
        expect([text.en, tag, text[tag]]).toEqual([text.en, tag, expect.stringMatching(/\S/)]);
      expect(shareOfCyrillic(text['sr-Cyrl'])).toBe(1);
    }
  });

  it('of North Macedonia are its own, in Italian too', () => {
    expect(texts.filter((text) => wordingProblems('it', text.it).length > 0)).toEqual([]);
  });

  it('carry the asterisk and its footnote together', () => {
    for (const { names, footnote } of sampleParticipants) {
      expect(Object.values(names).every((name) => name.endsWith('*'))).toBe(footnote !== undefined);
    }
  });
});

describe('a due date', () => {
  it('is counted from the day of loading, across months, years and clock changes', () => {
    expect(dayAt('2026-03-28', 2)).toBe('2026-03-30');
    expect(dayAt('2026-12-31', 1)).toBe('2027-01-01');
    expect(dayAt('2028-03-01', -1)).toBe('2028-02-29');
  });
});

function idpPart(pair: string): string {
  return pair.slice(0, pair.indexOf(':'));
}

function authorsAgency(alias: string): string | undefined {
  return samplePeople.find((person) => person.alias === alias)?.agency;
}

function missingReasons(commitment: SampleCommitment): string[] {
  const missing: string[] = [];
  const explained = ['ACCEPTED_WITH_RESERVATION', 'DECLINED'].includes(commitment.acceptance);
  if (explained && !commitment.acceptanceReason) missing.push('acceptance');
  const stopped = ['BLOCKED', 'RETURNED'].includes(commitment.implementation);
  if (stopped && !commitment.implementationReason) missing.push('implementation');
  return missing;
}

function expectScript(lang: string, text: string, key: string): void {
  expect(text.trim().length, key).toBeGreaterThan(10);
  expect(shareOfCyrillic(text), key).toBe(lang === 'mk' || lang === 'sr-Cyrl' ? 1 : 0);
}
