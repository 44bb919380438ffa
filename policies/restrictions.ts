import { scopeOf } from './attributes.ts';
import type { Problems } from './problem.ts';
import { type Leaf, leavesOf, literalsOf, type Rule, referencesOf } from './rule.ts';

/** The caveats that are part of an access class; the others are duties, not conditions of sight. */
const classCaveats: readonly unknown[] = ['LEA-ONLY', 'PERSONAL-DATA'];
/** They change while a person reads: a decision per class could not be kept. */
const momentary = ['now', 'sessionAge'];

/** Refuses what single rules must not say although each part of them is well formed. */
export function restrict(rule: Rule, problems: Problems): void {
  refuseOpeningFacts(rule, problems);
  refusePermitOnlyKeys(rule, problems);
  refuseEmptyPromises(rule, problems);
  if (rule.actions.includes('read')) restrictRead(rule, problems);
}

/**
 * A read is decided once per access class, not once per record (ARCHITECTURE, Access classes):
 * a read rule may look at nothing else, or list and detail would disagree.
 */
function restrictRead(rule: Rule, problems: Problems): void {
  for (const { leaf } of leavesOf(rule.when)) {
    if (scopeOf(leaf.attribute) === 'record') {
      const hint =
        'a read rule looks at the marking, panel, phase, own and related; give other actions a rule of their own';
      problems.add(rule.at, `${rule.id}: a read rule may not look at ${leaf.attribute}`, hint);
    }
    const foreign =
      leaf.attribute === 'caveats' ? literalsOf(leaf).find((one) => !classCaveats.includes(one)) : undefined;
    if (foreign !== undefined) {
      const hint = 'only LEA-ONLY and PERSONAL-DATA decide who reads';
      problems.add(rule.at, `${rule.id}: a read rule may not name the caveat ${String(foreign)}`, hint);
    }
  }
  if (looksAtMoment(rule)) {
    problems.add(rule.at, `${rule.id}: a read rule may not look at the time of day or the age of the session`);
  }
}

/** True when the answer of the rule may change while a person reads on: it looks at the time or the age of the session. */
export function looksAtMoment(rule: Rule): boolean {
  const refers = allLeaves(rule).some((leaf) =>
    referencesOf(leaf).some(({ from, name }) => from === 'environment' && momentary.includes(name)),
  );
  const asks = leavesOf(rule.environment).some(({ leaf }) => momentary.includes(leaf.attribute));
  return refers || asks || rule.requires.includes('recent');
}

/**
 * The facts may only ever exempt: then "visible" is the plain decision, or the one with the fact true where the fact is true,
 * and three bits per class are enough.
 */
function refuseOpeningFacts(rule: Rule, problems: Problems): void {
  for (const { leaf, negated } of leavesOf(rule.when)) {
    if (scopeOf(leaf.attribute) !== 'fact') continue;
    if (leaf.op !== 'eq' && leaf.op !== 'ne') {
      problems.add(rule.at, `${rule.id}: ${leaf.attribute} is true or false`, `write ${leaf.attribute}: true or false`);
      continue;
    }
    const asksForTruth = ((leaf.value === true) === (leaf.op === 'eq')) !== negated;
    if (asksForTruth === (rule.effect === 'permit')) continue;
    const message =
      rule.effect === 'permit'
        ? `${rule.id}: a permit may ask that ${leaf.attribute} is true, never that it is false`
        : `${rule.id}: a forbid may spare those for whom ${leaf.attribute} is true, never strike them`;
    problems.add(rule.at, message);
  }
}

function refusePermitOnlyKeys(rule: Rule, problems: Problems): void {
  if (rule.effect === 'permit') return;
  if (rule.fields) problems.add(rule.at, `${rule.id}: fields stand on permit rules only`, 'list what the permit shows');
  if (rule.obligations.length > 0) problems.add(rule.at, `${rule.id}: obligations follow a permit only`);
}

const liftedBy = { purpose: ['purposeStated', 'purpose'], mfa: ['assurance'], recent: ['sessionAge'] } as const;

/** A forbid that says "state a purpose first" must be one that stating a purpose can lift. */
function refuseEmptyPromises(rule: Rule, problems: Problems): void {
  if (rule.effect === 'permit') return;
  const looksAt = new Set([
    ...leavesOf(rule.environment).map(({ leaf }) => leaf.attribute),
    ...allLeaves(rule)
      .flatMap((leaf) => referencesOf(leaf).filter(({ from }) => from === 'environment'))
      .map(({ name }) => name),
  ]);
  for (const requirement of rule.requires) {
    if (liftedBy[requirement].some((name) => looksAt.has(name))) continue;
    const hint = `add environment: { ${liftedBy[requirement][0]}: … }`;
    problems.add(rule.at, `${rule.id}: requires ${requirement}, but nothing in the rule changes with it`, hint);
  }
}

function allLeaves(rule: Rule): Leaf[] {
  return [rule.subject, rule.when, rule.environment].flatMap((part) => leavesOf(part).map(({ leaf }) => leaf));
}
