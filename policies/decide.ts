import { type Requirement, requirements } from './attributes.ts';
import type { Condition } from './condition.ts';
import type { Test } from './predicate.ts';
import type { ControlResource } from './resource.ts';
import type { Rule } from './rule.ts';

/** The answer of the PDP (NIST SP 800-162). */
export interface Decision {
  effect: 'permit' | 'deny';
  /** The permits on a permit, the fired forbids on a deny, `DEFAULT-DENY` when no permit matched. */
  ruleIds: string[];
  /** What the person can do to be let in; empty when nothing would help. */
  requires: Requirement[];
  obligations: string[];
  /** Fields that may be shown; null = all. */
  fields: string[] | null;
}

export const defaultDeny = 'DEFAULT-DENY';
export const enginesDisagree = 'ENGINES-DISAGREE';

/** A rule with subject and environment applied: what is left is a question to the resource. */
export interface BoundRule {
  rule: Rule;
  condition: Condition;
  test: Test;
}

/** The rules that can matter for one subject, one action and one type of resource. */
export interface BoundRules {
  permits: BoundRule[];
  /** Permits that would count if the person took the steps they require. */
  pending: BoundRule[];
  forbids: BoundRule[];
}

/** Default deny, deny overrides. Allocates nothing. */
export function permits(rules: BoundRules, resource: ControlResource): boolean {
  for (const { test } of rules.forbids) if (test(resource)) return false;
  for (const { test } of rules.permits) if (test(resource)) return true;
  return false;
}

/** The same, with reasons. */
export function decide(rules: BoundRules, resource: ControlResource): Decision {
  const fired = rules.forbids.filter(({ test }) => test(resource)).map(({ rule }) => rule);
  const matched = rules.permits.filter(({ test }) => test(resource)).map(({ rule }) => rule);
  if (fired.length > 0) return denied(idsOf(fired), matched.length > 0 ? liftedBy(fired) : []);
  if (matched.length > 0) return permitted(matched);
  const pending = rules.pending.filter(({ test }) => test(resource)).map(({ rule }) => rule);
  return denied([defaultDeny], inOrder(pending.flatMap(({ requires }) => requires)));
}

export function denied(ruleIds: string[], requires: Requirement[] = []): Decision {
  return { effect: 'deny', ruleIds, requires, obligations: [], fields: [] };
}

function permitted(matched: readonly Rule[]): Decision {
  const everything = matched.some(({ fields }) => fields === null);
  return {
    effect: 'permit',
    ruleIds: idsOf(matched),
    requires: [],
    obligations: [...new Set(matched.flatMap(({ obligations }) => obligations))],
    fields: everything ? null : [...new Set(matched.flatMap(({ fields }) => fields ?? []))],
  };
}

/** The steps that lift every one of these forbids; none when one of them cannot be lifted. */
function liftedBy(fired: readonly Rule[]): Requirement[] {
  if (fired.some(({ requires }) => requires.length === 0)) return [];
  return inOrder(fired.flatMap(({ requires }) => requires));
}

function inOrder(some: readonly Requirement[]): Requirement[] {
  return requirements.filter((requirement) => some.includes(requirement));
}

function idsOf(rules: readonly Rule[]): string[] {
  return rules.map(({ id }) => id);
}
