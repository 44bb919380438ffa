import { contentOf, openingsOf } from './narrowing.ts';
import type { Rule } from './rule.ts';

/** What a change does to one rule. */
export interface RuleChange {
  kind: 'added' | 'removed' | 'changed' | 'reworded';
  ruleId: string;
  before: Rule | null;
  after: Rule | null;
  /** By the rule alone: `closes` is proved, `opens` is everything that is not, `says` changes no decision. */
  tends: 'closes' | 'opens' | 'says';
}

/** The rules that differ, in the order of their ids. */
export function compareRules(before: readonly Rule[], after: readonly Rule[]): RuleChange[] {
  const [old, fresh] = [byId(before), byId(after)];
  const ids = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return ids.flatMap((id) => {
    const change = changeOf(id, old.get(id) ?? null, fresh.get(id) ?? null);
    return change ? [change] : [];
  });
}

function byId(rules: readonly Rule[]): Map<string, Rule> {
  return new Map(rules.map((rule) => [rule.id, rule]));
}

function changeOf(ruleId: string, before: Rule | null, after: Rule | null): RuleChange | null {
  if (before && after && contentOf(before) === contentOf(after))
    return before.describe === after.describe ? null : { kind: 'reworded', ruleId, before, after, tends: 'says' };
  const openings = openingsOf(before ? [before] : [], after ? [after] : []);
  const kind = before ? (after ? 'changed' : 'removed') : 'added';
  return { kind, ruleId, before, after, tends: openings.length === 0 ? 'closes' : 'opens' };
}
