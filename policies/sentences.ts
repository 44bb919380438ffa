import { attributeOf, type Section } from './attributes.ts';
import { type Asker, bindLeaf } from './bind.ts';
import type { Condition } from './condition.ts';
import { evaluate, type Truth } from './evaluate.ts';
import { type Leaf, referencesOf } from './rule.ts';

/** A leaf of a rule as it turned out for one subject and one resource. */
export interface Finding {
  section: Section;
  leaf: Leaf;
  truth: Truth;
}

export interface Wording {
  messageId: string;
  params: Record<string, string | number>;
}

type Form = 'is' | 'in' | 'overlaps' | 'below' | 'above' | 'exists';
export const forms: readonly Form[] = ['is', 'in', 'overlaps', 'below', 'above', 'exists'];
export const outcomes = ['yes', 'no', 'unknown'] as const;
type Outcome = (typeof outcomes)[number];

/** Each operator as a positive statement, and whether it denies that statement. */
const statements: Record<Leaf['op'], { form: Form; denies: boolean }> = {
  eq: { form: 'is', denies: false },
  ne: { form: 'is', denies: true },
  in: { form: 'in', denies: false },
  nin: { form: 'in', denies: true },
  overlaps: { form: 'overlaps', denies: false },
  disjoint: { form: 'overlaps', denies: true },
  lt: { form: 'below', denies: false },
  gte: { form: 'below', denies: true },
  gt: { form: 'above', denies: false },
  lte: { form: 'above', denies: true },
  exists: { form: 'exists', denies: false },
};

/**
 * Statements that have words of their own (`policy.<key>.yes` and `.no`); every other statement uses the generic words of its
 * form (`policy.<form>.<outcome>`), so that a new rule explains itself before anybody wrote a sentence for it.
 */
export const ownWords: readonly string[] = [
  'when.classification.above.subject.clearance',
  'when.classification.below',
  'when.releasableTo.overlaps',
  'when.except.overlaps',
  'when.own.is',
  'when.related.is',
  'when.tlp.is',
  'when.phase.is',
  'when.caveats.overlaps',
  'when.purposes.exists',
  'when.purposes.overlaps.environment.purpose',
  'when.lead.is.subject.agency',
  'when.coLeads.overlaps.subject.agency',
  'when.agency.is.subject.agency',
  'when.agencyCountry.is.subject.country',
  'when.axis.is',
  'when.to.in',
  'subject.roles.overlaps',
  'subject.agencyType.in',
  'environment.purposeStated.is',
  'environment.assurance.below',
  'environment.idpStatus.is',
];

/** The sentence that tells what a leaf found. Generated from the rule: message id and values, no text. */
export function wordingOf(finding: Finding, asker: Asker, resource: object): Wording {
  const { section, leaf } = finding;
  const { form } = statements[leaf.op];
  const outcome = outcomeOf(finding);
  const key = outcome === 'unknown' ? undefined : keysOf(section, leaf, form).find((one) => ownWords.includes(one));
  return { messageId: `policy.${key ?? form}.${outcome}`, params: paramsOf(finding, asker, resource) };
}

/** Whether the positive statement holds, whatever the operator asked for. */
function outcomeOf({ leaf, truth }: Finding): Outcome {
  if (truth === null) return 'unknown';
  const asksForFalse = 'value' in leaf && leaf.value === false;
  return (truth !== statements[leaf.op].denies) !== asksForFalse ? 'yes' : 'no';
}

function keysOf(section: Section, leaf: Leaf, form: Form): string[] {
  const key = `${section}.${leaf.attribute}.${form}`;
  const [reference, ...more] = referencesOf(leaf);
  return reference && more.length === 0 ? [`${key}.${reference.from}.${reference.name}`, key] : [key];
}

function paramsOf({ section, leaf }: Finding, asker: Asker, resource: object): Wording['params'] {
  const holder = { when: resource, subject: asker.subject, environment: asker.environment }[section];
  const actual: unknown = Reflect.get(holder, leaf.attribute);
  const expected = expectedOf(bindLeaf(leaf, section, asker), leaf, asker);
  const matched = Array.isArray(actual) ? mostSpecific(actual.filter((one) => expected.includes(one))) : undefined;
  return {
    attribute: leaf.attribute,
    actual: shown(actual),
    expected: expected.join(', '),
    choice: choiceOf(section, leaf, matched ?? actual),
    ...tokenParams(matched),
    agency: asker.subject.agency,
    country: asker.subject.country,
  };
}

/** The values a leaf compares with, as text. */
function expectedOf(condition: Condition, leaf: Leaf, asker: Asker): string[] {
  if (leaf.op === 'exists') return [];
  if ('values' in condition) return (condition.values ?? []).map(String);
  if ('value' in condition) return condition.value === null ? [] : [String(condition.value)];
  // Membership in a closed list was bound as a choice of equalities.
  const values = 'values' in leaf && Array.isArray(leaf.values) ? leaf.values : [];
  return values.flatMap((value) =>
    typeof value === 'object' ? [String(Reflect.get(asker[value.from], value.name))] : [String(value)],
  );
}

const byPrecision = ['person', 'agency', 'country', 'community', 'all'];

/** Of several audience tokens the one that says most: an agency before a country before everybody. */
function mostSpecific(values: readonly unknown[]): string | undefined {
  const rank = (value: string) => byPrecision.indexOf(value.split(':', 1)[0] ?? '');
  return values.map(String).sort((a, b) => rank(a) - rank(b))[0];
}

function tokenParams(matched: string | undefined): { kind: string; code: string } {
  const [kind = '', code = ''] = matched?.split(':') ?? [];
  return { kind: kind || 'none', code: code || kind };
}

/** A word of a closed list in the form that ICU's `select` can name: no hyphens. */
function choiceOf(section: Section, leaf: Leaf, value: unknown): string {
  const attribute = attributeOf(section, leaf.attribute);
  if (!attribute || typeof value !== 'string') return 'other';
  return value.replaceAll(/[^A-Za-z0-9]/g, '_') || 'other';
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return value === null || value === undefined ? '' : String(value);
}

/** What a leaf finds for this subject and this resource. */
export function findingOf(leaf: Leaf, section: Section, asker: Asker, resource: object): Finding {
  const holder = { when: resource, subject: asker.subject, environment: asker.environment }[section];
  return { section, leaf, truth: evaluate(bindLeaf(leaf, section, asker), holder) };
}
