import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  caveats,
  classifications,
  existences,
  handlings,
  type Marking,
  purposes,
  tlps,
} from '../../policies/vocabulary.ts';
import { plainChoice, type ShareContext } from '../../src/ui/marking/choice.ts';
import { choiceFromMarking, markingFromChoice } from '../../src/ui/marking/presets.ts';

const here: ShareContext = { agency: 'AL-ASP', country: 'AL', panel: 'J7-P3', person: 'arta' };

const token = fc.constantFrom(
  'all',
  'country:AL',
  'country:IT',
  'agency:AL-ASP',
  'agency:IT-DCSA',
  'community:J7-P3',
  'person:arta',
  'person:bojan',
);
const sortedTokens = fc.uniqueArray(token, { maxLength: 3 }).map((tokens) => tokens.sort());
const anyMarking: fc.Arbitrary<Marking> = fc
  .record({
    classification: fc.constantFrom(...classifications),
    tlp: fc.constantFrom(...tlps),
    releasableTo: sortedTokens,
    except: sortedTokens,
    caveats: fc.subarray([...caveats]),
    handling: fc.subarray([...handlings]),
    purposes: fc.subarray([...purposes]),
    existence: fc.constantFrom(...existences),
    originator: fc.constant(here.agency),
  })
  // H2 without ORCON is no marking of this portal (DOMAIN, Marking).
  .filter((marking) => !marking.handling.includes('H2') || marking.caveats.includes('ORCON'));

const audienceOf = ({ tlp, releasableTo, caveats: limits }: Marking) => ({ tlp, releasableTo, caveats: limits });

describe('the "Share with" sentence', () => {
  it.each([
    ['all-partners', { tlp: 'GREEN', releasableTo: ['all'], caveats: [] }],
    ['police-only', { tlp: 'GREEN', releasableTo: ['all'], caveats: ['LEA-ONLY'] }],
    ['panel', { tlp: 'AMBER', releasableTo: ['community:J7-P3'], caveats: [] }],
    ['country', { tlp: 'AMBER', releasableTo: ['country:AL'], caveats: [] }],
  ] as const)('"%s" sets the whole audience of the marking', (preset, expected) => {
    const marking = markingFromChoice(plainChoice(preset), here);
    expect(audienceOf(marking)).toEqual(expected);
    expect(marking).toMatchObject({
      classification: 'OFFICIAL',
      existence: 'hidden',
      originator: 'AL-ASP',
      except: [],
    });
  });

  it('"only my agency and …" names the own agency too and is AMBER+STRICT', () => {
    const marking = markingFromChoice({ ...plainChoice('agencies'), agencies: ['IT-DCSA'] }, here);
    expect(audienceOf(marking)).toEqual({
      tlp: 'AMBER+STRICT',
      releasableTo: ['agency:AL-ASP', 'agency:IT-DCSA'],
      caveats: [],
    });
  });

  it('"named people" names the author too and is RED', () => {
    const marking = markingFromChoice({ ...plainChoice('people'), people: ['bojan'] }, here);
    expect(audienceOf(marking)).toEqual({ tlp: 'RED', releasableTo: ['person:arta', 'person:bojan'], caveats: [] });
  });

  it('"panel members" outside a panel reaches nobody but the originator', () => {
    expect(markingFromChoice(plainChoice('panel'), { ...here, panel: null }).releasableTo).toEqual([]);
  });

  it('handling code H2 brings ORCON', () => {
    expect(markingFromChoice({ ...plainChoice('all-partners'), handling: ['H2'] }, here).caveats).toEqual(['ORCON']);
  });

  it('opening and saving the editor unchanged changes no marking at all', () => {
    fc.assert(
      fc.property(anyMarking, (marking) => {
        expect(markingFromChoice(choiceFromMarking(marking, here), here)).toEqual(marking);
      }),
      { numRuns: 500 },
    );
  });

  it('a colleague who opens a record for named people is not added to them', () => {
    const marking = markingFromChoice({ ...plainChoice('people'), people: ['bojan'] }, here);
    const colleague = { ...here, person: 'besa' };
    expect(markingFromChoice(choiceFromMarking(marking, colleague), colleague)).toEqual(marking);
  });
});
