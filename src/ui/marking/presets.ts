import { type Caveat, caveats, handlings, type Marking, purposes, type Tlp } from '../../../policies/vocabulary.ts';
import { plainChoice, type ShareChoice, type ShareContext, type SharePreset } from './choice.ts';

interface Audience {
  tlp: Tlp;
  releasableTo: string[];
  caveats: Caveat[];
}

/** What a sentence sets; TLP 2.0 decides which kind of audience its colour may name. */
function audienceOf(choice: ShareChoice, { agency, country, panel, person }: ShareContext): Audience {
  switch (choice.preset) {
    case 'all-partners':
      return { tlp: 'GREEN', releasableTo: ['all'], caveats: [] };
    case 'police-only':
      return { tlp: 'GREEN', releasableTo: ['all'], caveats: ['LEA-ONLY'] };
    case 'panel':
      // Outside a panel nobody is meant: an empty audience is the originator alone.
      return { tlp: 'AMBER', releasableTo: panel ? [`community:${panel}`] : [], caveats: [] };
    case 'country':
      return { tlp: 'AMBER', releasableTo: [`country:${country}`], caveats: [] };
    case 'agencies':
      return { tlp: 'AMBER+STRICT', releasableTo: tokens('agency', [agency, ...choice.agencies]), caveats: [] };
    case 'people':
      return { tlp: 'RED', releasableTo: tokens('person', [person, ...choice.people]), caveats: [] };
    case 'custom':
      return { tlp: 'RED', releasableTo: sorted(choice.releasableTo), caveats: [] };
  }
}

const sorted = (values: readonly string[]) => [...new Set(values)].sort();
const tokens = (kind: string, names: readonly string[]) => sorted(names.map((name) => `${kind}:${name}`));
const inOrder = <Value extends string>(order: readonly Value[], chosen: readonly Value[]) =>
  order.filter((value) => chosen.includes(value));

/** The marking that a choice means, in canonical order; the context's agency is the originator. */
export function markingFromChoice(choice: ShareChoice, context: ShareContext): Marking {
  const audience = audienceOf(choice, context);
  // Handling code H2 means that the originator keeps the say over onward sharing (DOMAIN, Marking).
  const byHandling: Caveat[] = choice.handling.includes('H2') ? ['ORCON'] : [];
  return {
    classification: choice.classification,
    tlp: choice.tlp ?? audience.tlp,
    releasableTo: audience.releasableTo,
    except: sorted(choice.except),
    caveats: inOrder(caveats, [...audience.caveats, ...choice.caveats, ...byHandling]),
    handling: inOrder(handlings, choice.handling),
    purposes: inOrder(purposes, choice.purposes),
    existence: choice.existence,
    originator: context.agency,
  };
}

/** Names behind the tokens when all are of one kind, else null. */
function namesOf(kind: string, releasableTo: readonly string[]): string[] | null {
  const prefix = `${kind}:`;
  if (releasableTo.length === 0 || !releasableTo.every((token) => token.startsWith(prefix))) return null;
  return releasableTo.map((token) => token.slice(prefix.length));
}

/** The others among the names, when the one who must be there is. */
function others(names: readonly string[] | null, self: string): string[] | null {
  return names?.includes(self) ? sorted(names.filter((name) => name !== self)) : null;
}

function presetOf(marking: Marking, context: ShareContext): Pick<ShareChoice, 'preset'> & Partial<ShareChoice> {
  const { releasableTo } = marking;
  const [only] = releasableTo.length === 1 ? releasableTo : [];
  if (only === 'all') return { preset: marking.caveats.includes('LEA-ONLY') ? 'police-only' : 'all-partners' };
  if (context.panel && only === `community:${context.panel}`) return { preset: 'panel' };
  if (only === `country:${context.country}`) return { preset: 'country' };
  const agencies = others(namesOf('agency', releasableTo), context.agency);
  if (agencies) return { preset: 'agencies', agencies };
  const people = others(namesOf('person', releasableTo), context.person);
  if (people) return { preset: 'people', people };
  return { preset: 'custom', releasableTo: sorted(releasableTo) };
}

const usualTlp: Readonly<Record<SharePreset, Tlp | null>> = {
  'all-partners': 'GREEN',
  'police-only': 'GREEN',
  panel: 'AMBER',
  country: 'AMBER',
  agencies: 'AMBER+STRICT',
  people: 'RED',
  custom: null,
};

/** The sentence behind a marking, such that `markingFromChoice` gives the same marking again. */
export function choiceFromMarking(marking: Marking, context: ShareContext): ShareChoice {
  const found = presetOf(marking, context);
  const { classification, tlp, handling, purposes: limits, except, existence } = marking;
  const own =
    found.preset === 'police-only' ? marking.caveats.filter((caveat) => caveat !== 'LEA-ONLY') : marking.caveats;
  return {
    ...plainChoice(found.preset),
    ...found,
    classification,
    tlp: tlp === usualTlp[found.preset] ? null : tlp,
    caveats: inOrder(caveats, own),
    handling: inOrder(handlings, handling),
    purposes: inOrder(purposes, limits),
    except: sorted(except),
    existence,
  };
}
