import { describe, expect, it } from 'vitest';
import { sampleAdoptions } from '../../db/sample/adoptions.ts';
import { sampleAgencies } from '../../db/sample/agencies.ts';
import { samplePanels } from '../../db/sample/panels.ts';
import { sampleParticipants } from '../../db/sample/participants.ts';
import { samplePeople } from '../../db/sample/people.ts';
import { samplePractices } from '../../db/sample/practices.ts';
import { caveats, handlings, purposes, tlps } from '../../policies/vocabulary.ts';
import { adoptionStates } from '../../src/content/best-practice.ts';
import { contentLanguages } from '../../src/content/languages.ts';

const personOf = new Map(samplePeople.map((person) => [person.alias, person]));
const markings = samplePractices.map(({ marking }) => marking);
const textsOf = ({ title, problem, response, results }: (typeof samplePractices)[number]) => [
  title,
  problem,
  response,
  results,
];
const knownTokens = new Set([
  'all',
  ...sampleParticipants.map(({ code }) => `country:${code}`),
  ...sampleAgencies.map(({ code }) => `agency:${code}`),
  ...sampleAgencies.flatMap(({ communities }) => communities.map((name) => `community:${name}`)),
  ...samplePeople.map(({ alias }) => `person:${alias}`),
]);
const letters = {
  Cyrillic: /\p{Script=Cyrillic}/gu,
  Greek: /\p{Script=Greek}/gu,
  Latin: /\p{Script=Latin}/gu,
};
const scriptOf: Record<string, keyof typeof letters> = { 'sr-Cyrl': 'Cyrillic', mk: 'Cyrillic', el: 'Greek' };

/** The audience tokens of everybody in the agency of a code. */
function tokensOf(code: string): string[] {
  const agency = sampleAgencies.find((each) => each.code === code);
  if (!agency) throw new Error(`no agency ${code} in the sample`);
  return ['all', `country:${agency.participant}`, `agency:${code}`, ...agency.communities.map((c) => `community:${c}`)];
}

describe('the best practices of the sample', () => {
  it('are twenty or more, each once, written by somebody of the agency that owns them, about a panel that exists', () => {
    expect(samplePractices.length).toBeGreaterThanOrEqual(20);
    expect(new Set(samplePractices.map(({ key }) => key)).size).toBe(samplePractices.length);
    for (const { key, author, marking, panel } of samplePractices) {
      expect(personOf.get(author)?.agency, key).toBe(marking.originator);
      expect(personOf.get(author)?.roles[0]?.role, key).toBe('liaison-officer');
      if (panel !== null) expect(samplePanels.map(({ ref }) => ref)).toContain(panel);
    }
    expect(new Set(markings.map(({ originator }) => originator)).size).toBeGreaterThan(10);
    expect(new Set(samplePractices.map(({ panel }) => panel?.slice(-2)))).toEqual(
      new Set([undefined, 'P1', 'P2', 'P3', 'P4', 'P5']),
    );
  });

  it('are written in languages of the federation, each text in the script of its language', () => {
    const languages = new Set(samplePractices.map(({ lang }) => lang));
    expect([...languages]).toEqual(expect.arrayContaining(['en', 'it', 'sq', 'sr-Cyrl', 'sr-Latn', 'mk', 'bs']));
    for (const practice of samplePractices) {
      expect(contentLanguages).toContain(practice.lang);
      for (const text of textsOf(practice)) {
        const all = text.match(/\p{L}/gu)?.length ?? 0;
        expect(all, practice.key).toBeGreaterThan(10);
        expect(text.match(letters[scriptOf[practice.lang] ?? 'Latin'])?.length, `${practice.key}: ${text}`).toBe(all);
      }
    }
  });

  it('are found as mixed patrols in Bosnian and in Serbian Cyrillic', () => {
    const about = (lang: string, words: RegExp) =>
      samplePractices.filter((one) => one.lang === lang && textsOf(one).some((text) => words.test(text)));
    expect(about('bs', /mješovite patrole/i).map(({ author }) => author)).toEqual(['dino']);
    expect(about('bs', /mješovite patrole/i)[0]).toMatchObject({ state: 'PUBLISHED', marking: { tlp: 'GREEN' } });
    expect(about('sr-Cyrl', /мешовите патроле/i)).not.toEqual([]);
  });

  it('are used by agencies, once each, that can read them, in every state; a contrary outcome stands where a review is due', () => {
    const byKey = new Map(samplePractices.map((practice) => [practice.key, practice]));
    const pairs = sampleAdoptions.map(({ practice, agency }) => `${practice} ${agency}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const { practice: key, agency, state, outcome } of sampleAdoptions) {
      const practice = byKey.get(key);
      expect(practice?.marking.originator, key).not.toBe(agency);
      const held = tokensOf(agency);
      expect(
        practice?.marking.releasableTo.some((token) => held.includes(token)),
        `${key} ${agency}`,
      ).toBe(true);
      expect(outcome !== undefined, `${key} ${agency}`).toBe(state === 'EVALUATED');
      if (outcome === 'no-effect' || outcome === 'harm') expect(practice?.state, key).not.toBe('PUBLISHED');
    }
    expect(new Set(sampleAdoptions.map(({ state }) => state))).toEqual(new Set(adoptionStates.names));
  });

  it('cover every state and every degree of evidence', () => {
    const used = (pick: (one: (typeof samplePractices)[number]) => string) => new Set(samplePractices.map(pick));
    expect(used(({ state }) => state)).toEqual(new Set(['SHARED', 'PUBLISHED', 'REVIEW_DUE', 'DEPRECATED']));
    expect(used(({ evidence }) => evidence)).toEqual(
      new Set(['beneficial', 'likely', 'trade-off', 'unknown', 'ineffective']),
    );
  });

  it('differ in every dimension of the marking', () => {
    const used = (pick: (marking: (typeof markings)[number]) => readonly string[]) => new Set(markings.flatMap(pick));
    expect(used(({ tlp }) => [tlp])).toEqual(new Set(tlps));
    expect(used(({ classification }) => [classification])).toEqual(new Set(['PUBLIC', 'OFFICIAL', 'RESTRICTED']));
    expect(used((marking) => marking.caveats)).toEqual(new Set(caveats));
    expect(used((marking) => marking.handling)).toEqual(new Set(handlings));
    expect(used(({ existence }) => [existence])).toEqual(new Set(['hidden', 'stub']));
    expect(used(({ releasableTo }) => releasableTo.map((token) => token.split(':')[0] ?? ''))).toEqual(
      new Set(['all', 'country', 'agency', 'community', 'person']),
    );
    expect(markings.some(({ except }) => except.length > 0)).toBe(true);
    for (const purpose of used((marking) => marking.purposes)) expect(purposes).toContain(purpose);
  });

  it('are marked as the domain allows: RED to persons with the author, AMBER to a circle with the originator, never excepted', () => {
    for (const { key, author, marking } of samplePractices) {
      const { tlp, releasableTo, except, originator, existence } = marking;
      const own = tokensOf(originator);
      for (const token of [...releasableTo, ...except]) expect(knownTokens, key).toContain(token);
      expect(
        except.filter((token) => own.includes(token)),
        key,
      ).toEqual([]);
      if (tlp === 'RED') expect([existence, releasableTo.includes(`person:${author}`)], key).toEqual(['hidden', true]);
      if (tlp === 'RED')
        expect(
          releasableTo.every((token) => token.startsWith('person:')),
          key,
        ).toBe(true);
      if (tlp === 'AMBER+STRICT')
        expect(
          releasableTo.every((token) => token.startsWith('agency:')),
          key,
        ).toBe(true);
      if (tlp.startsWith('AMBER'))
        expect(
          releasableTo.some((token) => own.includes(token)),
          key,
        ).toBe(true);
      if (tlp.startsWith('AMBER')) expect(releasableTo, key).not.toContain('all');
    }
  });

  it('pair H2 with ORCON and keep caveats off what is PUBLIC', () => {
    for (const { handling, caveats: own, classification } of markings) {
      if (handling.includes('H2')) expect(own).toContain('ORCON');
      if (classification === 'PUBLIC') expect(own).toEqual([]);
    }
  });
});
