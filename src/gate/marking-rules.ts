import type { Classification, Marking } from '../../policies/vocabulary.ts';
import { classifications } from '../../policies/vocabulary.ts';
import { AppError, type FieldProblem } from '../errors.ts';
import type { SignedIn } from './signed-in.ts';

function tokensOf(signedIn: SignedIn): string[] {
  const { person, agency, country, communities } = signedIn;
  return [
    'all',
    `agency:${agency}`,
    `country:${country}`,
    `person:${person}`,
    ...communities.map((name) => `community:${name}`),
  ];
}

function problemsOf(marking: Marking, signedIn: SignedIn, ceiling: Classification): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const refuse = (field: string, messageId: string, params = {}) => problems.push({ field, messageId, params });
  if (classifications.indexOf(marking.classification) > classifications.indexOf(ceiling)) {
    refuse('marking.classification', 'input.marking.ceiling', { ceiling });
  }
  if (marking.except.some((token) => tokensOf(signedIn).includes(token))) {
    refuse('marking.except', 'input.marking.except-originator');
  }
  if (marking.tlp === 'RED' && !marking.releasableTo.some((token) => token.startsWith('person:'))) {
    refuse('marking.releasableTo', 'input.marking.red-needs-people');
  }
  if (marking.tlp === 'RED' && marking.existence === 'stub') refuse('marking.existence', 'input.marking.red-no-stub');
  return problems;
}

/**
 * Makes a marking whole and refuses an impossible one (DOMAIN, Marking): the originator is the writer's agency whatever
 * the body says, H2 brings ORCON, the author of a RED record is among its named people.
 * Throws `invalid-input` naming each field.
 */
export function settleMarking(wanted: Marking, signedIn: SignedIn, ceiling: Classification): Marking {
  const author = `person:${signedIn.person}`;
  const named = wanted.tlp === 'RED' && !signedIn.person.startsWith('system:');
  const releasableTo = named ? [...new Set([author, ...wanted.releasableTo])] : wanted.releasableTo;
  const caveats = wanted.handling.includes('H2') ? [...new Set([...wanted.caveats, 'ORCON' as const])] : wanted.caveats;
  const marking: Marking = { ...wanted, releasableTo, caveats, originator: signedIn.agency };
  const problems = problemsOf(marking, signedIn, ceiling);
  if (problems.length > 0) throw new AppError('invalid-input', { fields: problems });
  return marking;
}

/** True when both markings say the same, whatever the order of their lists. */
export function sameMarking(a: Marking, b: Marking): boolean {
  const canonical = (marking: Marking) =>
    JSON.stringify(
      Object.entries(marking)
        .map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value])
        .sort(),
    );
  return canonical(a) === canonical(b);
}
