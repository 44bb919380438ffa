import { Order } from './order.ts';
import type { Expression, Rule } from './rule.ts';
import { type Action, contentTypes, type ResourceType } from './vocabulary.ts';

/** A part of a change of which nobody proved that it only closes, by the rule that it stands in. */
export interface Opening {
  ruleId: string;
  /** `permit`: it may let somebody in who was out. `forbid`: it no longer keeps out everybody whom it kept out. */
  effect: 'permit' | 'forbid';
}

/** Why a narrowing may not be put into force by one person alone. */
export interface Shared {
  ruleId: string;
  because: 'action' | 'resource' | 'own-records';
}

/**
 * Everything in the change that is not proved to close. Empty: whoever the attributes describe, nobody gains anything; proved
 * over all attribute values and not over today's people (THREATS 27). Rule by rule: a union of several rules proves nothing.
 */
export const openingsOf = keptPairwise((before, after): readonly Opening[] => {
  const order = new Order();
  const opened = permitsOf(after).filter(
    (rule) => !isCovered(rule, permitsOf(before), (one) => opensNoMore(rule, one, order)),
  );
  const yielding = forbidsOf(before).filter(
    (rule) => !isCovered(rule, forbidsOf(after), (one) => closesNoLess(one, rule, order)),
  );
  return [...opened, ...yielding].map(({ id, effect }) => ({ ruleId: id, effect }));
});

/**
 * Whether a narrowing stays within what one person may do alone: reading and export of content, and never what an agency may
 * do with its own records (DOMAIN, Policy change). Empty: it does.
 */
export const sharedPartsOf = keptPairwise((before, after): readonly Shared[] => {
  const sides = { before: ownSide(before), after: ownSide(after), order: new Order() };
  return changedRules(before, after).flatMap((rule): Shared[] => {
    if (rule.actions.some((action) => !alone.includes(action))) return [{ ruleId: rule.id, because: 'action' }];
    if (rule.resources.some((type) => !content.includes(type))) return [{ ruleId: rule.id, because: 'resource' }];
    return keepsOwn(rule, sides) ? [] : [{ ruleId: rule.id, because: 'own-records' }];
  });
});

const alone: readonly Action[] = ['read', 'export'];
const content: readonly ResourceType[] = contentTypes;

/** Rules that stand on one side only, or otherwise on each side. */
function changedRules(before: readonly Rule[], after: readonly Rule[]): Rule[] {
  const only = (some: readonly Rule[], others: readonly Rule[]) => {
    const known = new Set(others.map(contentOf));
    return some.filter((rule) => !known.has(contentOf(rule)));
  };
  return [...only(before, after), ...only(after, before)];
}

/** What a rule does, whatever its title and place. */
export function contentOf({ at: _, describe: _title, ...rule }: Rule): string {
  return JSON.stringify(rule);
}

/** One side of a change as it stands for the originator's own people. */
interface OwnSide {
  contents: ReadonlySet<string>;
  permits: readonly Rule[];
  forbids: readonly Rule[];
}

function ownSide(rules: readonly Rule[]): OwnSide {
  return {
    contents: new Set(rules.map(contentOf)),
    permits: permitsOf(rules).map(onOwn),
    forbids: forbidsOf(rules).map(onOwn),
  };
}

/** For the originator's own people nothing closes: a lost permit is made good by another, a new forbid spares them. */
function keepsOwn(rule: Rule, { before, after, order }: { before: OwnSide; after: OwnSide; order: Order }): boolean {
  const mine = onOwn(rule);
  if (rule.effect === 'permit')
    return (
      after.contents.has(contentOf(rule)) || isCovered(mine, after.permits, (one) => opensNoMore(mine, one, order))
    );
  return (
    before.contents.has(contentOf(rule)) ||
    isCovered(mine, before.forbids, (one) => closesNoLess(one, mine, order)) ||
    order.atMost(mine.when, never)
  );
}

const never: Expression = { op: 'or', of: [] };

function onOwn(rule: Rule): Rule {
  return { ...rule, when: withOwn(rule.when) };
}

/** The condition as it stands for the subject's own agency's records. */
function withOwn(expression: Expression): Expression {
  if ('of' in expression)
    return expression.op === 'not'
      ? negated(withOwn(expression.of))
      : { op: expression.op, of: expression.of.map(withOwn) };
  if (expression.attribute !== 'own' || (expression.op !== 'eq' && expression.op !== 'ne')) return expression;
  return (expression.value === true) === (expression.op === 'eq') ? { op: 'and', of: [] } : { op: 'or', of: [] };
}

function negated(expression: Expression): Expression {
  const constant = 'of' in expression && expression.op !== 'not' && expression.of.length === 0;
  if (!constant) return { op: 'not', of: expression };
  return { op: expression.op === 'and' ? 'or' : 'and', of: [] };
}

/** Each action on each type of the rule is met by some rule of the others. */
function isCovered(rule: Rule, others: readonly Rule[], meets: (other: Rule) => boolean): boolean {
  const meeting = others.filter(meets);
  return rule.actions.every((action) =>
    rule.resources.every((type) => meeting.some((one) => one.actions.includes(action) && one.resources.includes(type))),
  );
}

/** Whoever the first permit lets in, the second does too, with as many fields, as few steps and as few duties. */
function opensNoMore(first: Rule, second: Rule, order: Order): boolean {
  const fields = second.fields === null || (first.fields?.every((one) => second.fields?.includes(one)) ?? false);
  const steps = second.requires.every((one) => first.requires.includes(one));
  const duties = second.obligations.every((one) => first.obligations.includes(one));
  return fields && steps && duties && conditionAtMost(first, second, order);
}

/** The first forbid keeps out whoever the second does, and offers no step of its own past itself. */
function closesNoLess(first: Rule, second: Rule, order: Order): boolean {
  return first.requires.every((one) => second.requires.includes(one)) && conditionAtMost(second, first, order);
}

function conditionAtMost(left: Rule, right: Rule, order: Order): boolean {
  const sections = ['subject', 'when', 'environment'] as const;
  return sections.every((section) => order.atMost(left[section], right[section]));
}

type Pairwise<Answer> = (before: readonly Rule[], after: readonly Rule[]) => Answer;

/** The same two sets of rules are compared by each step of a change, and never differ: they are compared once. */
function keptPairwise<Answer>(compare: Pairwise<Answer>): Pairwise<Answer> {
  const kept = new WeakMap<readonly Rule[], WeakMap<readonly Rule[], Answer>>();
  return (before, after) => {
    const others = kept.get(before) ?? new WeakMap<readonly Rule[], Answer>();
    kept.set(before, others);
    const answer = others.get(after) ?? compare(before, after);
    others.set(after, answer);
    return answer;
  };
}

function permitsOf(rules: readonly Rule[]): Rule[] {
  return rules.filter(({ effect }) => effect === 'permit');
}

function forbidsOf(rules: readonly Rule[]): Rule[] {
  return rules.filter(({ effect }) => effect === 'forbid');
}
