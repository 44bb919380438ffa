import { type Requirement, requirements } from './attributes.ts';
import type { ControlResource } from './resource.ts';
import type { Rule } from './rule.ts';
import type { RuleTable } from './rule-table.ts';

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

/** The rules that can matter for one subject, one action and one type of resource. */
export interface BoundRules {
  permits: RuleTable;
  /** Permits that would count if the person took the steps they require. */
  pending: RuleTable;
  forbids: RuleTable;
}

/** Default deny, deny overrides. Allocates nothing. */
export function permits(rules: BoundRules, resource: ControlResource): boolean {
  return !rules.forbids.any(resource) && rules.permits.any(resource);
}

/** The same, with reasons. */
export function decide(rules: BoundRules, resource: ControlResource): Decision {
  const fired = rules.forbids.matching(resource);
  if (fired.length > 0) return denied(idsOf(fired), rules.permits.any(resource) ? liftedBy(fired) : []);
  const matched = rules.permits.matching(resource);
  if (matched.length > 0) return permitted(matched);
  const pending = rules.pending.matching(resource);
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
