import fc from 'fast-check';
import {
  type Attribute,
  attributeOf,
  catalogues,
  type DomainName,
  domainOf,
  resourceAttributes,
  type Section,
} from '../../policies/attributes.ts';
import type { Environment } from '../../policies/environment.ts';
import type { ControlResource } from '../../policies/resource.ts';
import { type Subject, subjectOf } from '../../policies/subject.ts';
import { agencyTypes, assurances, classifications, idpStatuses, purposes, roles } from '../../policies/vocabulary.ts';

/** Random subjects, resources and rules over small pools, so that comparisons meet often, with holes and foreign words. */

const agencies = ['AL-ASP', 'RS-MUP', 'IT-DCSA'];
const people = ['01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000002'];
const openValues: Partial<Record<DomainName, readonly string[]>> = {
  agency: agencies,
  country: ['AL', 'RS', 'IT'],
  community: ['J7-P3', 'J7-P4'],
  person: people,
  state: ['OPEN', 'CLOSED', 'DRAFT'],
  token: [
    'all',
    'country:AL',
    'country:RS',
    'agency:AL-ASP',
    'agency:IT-DCSA',
    'community:J7-P3',
    `person:${people[0]}`,
  ],
  instant: ['2026-11-23T10:00:00Z', '2026-11-24T10:00:00Z'],
};

function valuesOf(domain: DomainName): readonly string[] {
  return domainOf(domain).values ?? openValues[domain] ?? [];
}

/** Mostly the value; now and then nothing, or a word that no list knows. */
function holey<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> {
  return fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) });
}

function attributeValue({ kind, domain }: Attribute): fc.Arbitrary<unknown> {
  if (kind === 'boolean') return holey(fc.boolean());
  const known = fc.constantFrom(...valuesOf(domain));
  const word = fc.oneof({ weight: 12, arbitrary: known }, { weight: 1, arbitrary: fc.constant('UNHEARD-OF') });
  if (kind === 'set') return holey(fc.uniqueArray(word, { maxLength: 3 }));
  return holey(word);
}

export function resources(type: ControlResource['type']): fc.Arbitrary<ControlResource> {
  const model = Object.fromEntries(
    Object.entries(resourceAttributes).map(([name, one]) => [name, attributeValue(one)]),
  );
  return fc.record(model).map((attributes) => ({ ...attributes, type }) as ControlResource);
}

const identities: fc.Arbitrary<Subject> = fc
  .record({
    person: fc.constantFrom(...people),
    agency: fc.constantFrom(...agencies),
    country: fc.constantFrom('AL', 'RS', 'IT'),
    agencyType: fc.constantFrom(...agencyTypes),
    communities: fc.uniqueArray(fc.constantFrom('J7-P3', 'J7-P4'), { maxLength: 2 }),
    clearance: fc.constantFrom(...classifications),
    roles: fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 2 }),
  })
  .map(subjectOf);

/** A subject, sometimes with an attribute missing, as a broken caller would hand it over. */
export const subjects: fc.Arbitrary<Subject> = fc
  .tuple(identities, fc.option(fc.constantFrom(...Object.keys(catalogues.subject)), { freq: 5 }))
  .map(([subject, missing]) => without(subject, missing));

const surroundings: fc.Arbitrary<Environment> = fc.record({
  purpose: fc.constantFrom(...purposes),
  purposeStated: fc.boolean(),
  assurance: fc.constantFrom(...assurances),
  now: fc.constantFrom('2026-11-22T10:00:00Z', '2026-11-23T10:00:00Z', '2026-11-25T10:00:00Z'),
  idpStatus: fc.constantFrom(...idpStatuses),
  sessionAge: fc.nat({ max: 1000 }),
});

export const environments: fc.Arbitrary<Environment> = fc
  .tuple(surroundings, fc.option(fc.constantFrom(...Object.keys(catalogues.environment)), { freq: 5 }))
  .map(([environment, missing]) => without(environment, missing));

function without<T extends object>(whole: T, name: string | null): T {
  return name === null ? whole : (Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name)) as T);
}

interface Grammar {
  section: Section;
  /** Attributes that may be named. */
  names: readonly string[];
  /** What the truth of a fact may do here; flips under `$not`. */
  factMayBe: boolean;
  references: boolean;
  /** `$exists` on one value answers even where the value is missing. */
  exists: boolean;
}

type Yaml = Record<string, unknown>;

function section(grammar: Grammar, depth: number): fc.Arbitrary<Yaml> {
  const leaf = fc.constantFrom(...grammar.names).chain((name) => entry(name, grammar));
  if (depth === 0) return leaf;
  const deeper = section(grammar, depth - 1);
  const flipped = section({ ...grammar, factMayBe: !grammar.factMayBe }, depth - 1);
  const parts = fc.array(deeper, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    { weight: 2, arbitrary: fc.tuple(leaf, deeper).map(([a, b]) => ({ ...a, ...b })) },
    { weight: 1, arbitrary: parts.map((of) => ({ $and: of })) },
    { weight: 2, arbitrary: parts.map((of) => ({ $or: of })) },
    { weight: 2, arbitrary: flipped.map((of) => ({ $not: of })) },
  );
}

function entry(name: string, grammar: Grammar): fc.Arbitrary<Yaml> {
  const attribute = attributeOf(grammar.section, name);
  if (!attribute) throw new Error(`no attribute ${name}`);
  if (grammar.section === 'when' && attribute.kind === 'boolean') return fc.constant({ [name]: grammar.factMayBe });
  return operators(attribute, grammar).map((value) => ({ [name]: value }));
}

function operators(attribute: Attribute, grammar: Grammar): fc.Arbitrary<unknown> {
  const exists = grammar.exists || attribute.kind === 'set' ? [fc.record({ $exists: fc.boolean() })] : [];
  if (attribute.kind === 'boolean') return fc.oneof(fc.boolean(), fc.record({ $ne: fc.boolean() }), ...exists);
  const one = operand(attribute, grammar);
  const many = fc.oneof(fc.uniqueArray(one, { minLength: 1, maxLength: 3 }), ...setReferences(attribute, grammar));
  const with_ = (names: string[], value: fc.Arbitrary<unknown>) =>
    fc.tuple(fc.constantFrom(...names), value).map(([operator, given]) => ({ [operator]: given }));
  const order = with_(['$lt', '$lte', '$gt', '$gte'], one);
  if (attribute.kind === 'set') return fc.oneof(with_(['$overlaps', '$disjoint'], many), ...exists);
  if (attribute.kind === 'instant') return order;
  if (attribute.kind === 'number') return fc.oneof(order, with_(['$eq', '$ne'], one));
  const scalar = [one, with_(['$eq', '$ne'], one), with_(['$in', '$nin'], many), ...exists];
  return attribute.kind === 'ordered' ? fc.oneof(...scalar, order) : fc.oneof(...scalar);
}

function operand(attribute: Attribute, grammar: Grammar): fc.Arbitrary<unknown> {
  if (attribute.kind === 'number') return fc.nat({ max: 1000 });
  const literal = fc.constantFrom(...valuesOf(attribute.domain));
  const references = referencesTo(attribute, grammar, false);
  return references.length === 0
    ? literal
    : fc.oneof({ weight: 2, arbitrary: literal }, fc.constantFrom(...references));
}

function setReferences(attribute: Attribute, grammar: Grammar): fc.Arbitrary<unknown>[] {
  const references = referencesTo(attribute, grammar, true);
  return references.length === 0 ? [] : [fc.constantFrom(...references)];
}

function referencesTo(attribute: Attribute, grammar: Grammar, sets: boolean): string[] {
  if (!grammar.references) return [];
  return (['subject', 'environment'] as const).flatMap((from) =>
    Object.entries(catalogues[from] as Record<string, Attribute>)
      .filter(([, other]) => other.domain === attribute.domain && (other.kind === 'set') === sets)
      .filter(([name]) => name !== 'now')
      .map(([name]) => `\${${from}.${name}}`),
  );
}

/** Content rules for `update` may look at everything; those for `read` at class attributes and facts alone. */
export function rules(action: 'read' | 'update', options: { exists: boolean } = { exists: true }): fc.Arbitrary<Yaml> {
  return fc.constantFrom('permit' as const, 'forbid' as const).chain((effect) => rule(action, effect, options.exists));
}

export function rule(action: 'read' | 'update', effect: 'permit' | 'forbid', exists = true): fc.Arbitrary<Yaml> {
  const readable = Object.entries(resourceAttributes).filter(
    ([name, one]) => one.scope !== 'record' && name !== 'caveats',
  );
  const names = action === 'read' ? readable.map(([name]) => name) : Object.keys(resourceAttributes);
  const moments = action === 'read' ? ['now', 'sessionAge'] : [];
  const base = { factMayBe: effect === 'permit', references: true, exists };
  const when = section({ ...base, section: 'when', names }, 3);
  const subject = section({ ...base, section: 'subject', names: Object.keys(catalogues.subject) }, 1);
  const around = Object.keys(catalogues.environment).filter((name) => !moments.includes(name));
  const environment = section({ ...base, section: 'environment', names: around }, 1);
  return fc
    .record({ when, subject: fc.option(subject, { freq: 3 }), environment: fc.option(environment, { freq: 3 }) })
    .map((parts) => ({ effect, actions: [action], resources: ['follow-up-action'], ...given(parts) }));
}

function given(parts: Record<string, Yaml | null>): Yaml {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null));
}

/** A policy document with numbered rules; JSON is YAML. */
export function documentOf(some: readonly Yaml[]): { name: string; text: string } {
  const numbered = some.map((one, index) => ({ id: `P-${index}`, describe: `random rule ${index}`, ...one }));
  return { name: 'random.yaml', text: JSON.stringify({ version: 1, rules: numbered }) };
}
