import type { Section } from './attributes.ts';
import type { Asker } from './bind.ts';
import { type CompiledPolicy, isMet } from './compile.ts';
import type { Sentence } from './explain.ts';
import type { ControlResource } from './resource.ts';
import type { Expression, Leaf, Rule } from './rule.ts';
import { findingOf, wordingOf } from './sentences.ts';
import type { Action } from './vocabulary.ts';

/** The permit that came nearest to letting somebody in, and each condition of it that does not hold. */
export interface NearMiss {
  ruleId: string;
  title: string;
  fails: Sentence[];
}

/**
 * Of the permits that do not match, the one that is most nearly made for this person: first the fewest conditions on the person
 * that fail, which nobody changes by another marking, then the fewest in all. Null when there is none.
 */
export function nearestPermit(
  policy: CompiledPolicy,
  asker: Asker,
  action: Action,
  resource: ControlResource,
): NearMiss | null {
  const missed = policy
    .rulesFor(action, resource.type)
    .filter(({ effect }) => effect === 'permit')
    .map((rule) => ({
      near: { ruleId: rule.id, title: rule.describe, fails: failuresOf(rule, asker, resource) },
      foreign: failing(rule.subject, 'subject', false, asker, resource).length,
    }))
    .filter(({ near }) => near.fails.length > 0)
    .sort((a, b) => a.foreign - b.foreign || a.near.fails.length - b.near.fails.length);
  return missed[0]?.near ?? null;
}

const sections: readonly Section[] = ['subject', 'when', 'environment'];

function failuresOf(rule: Rule, asker: Asker, resource: ControlResource): Sentence[] {
  const leaves = sections.flatMap((section) =>
    failing(rule[section], section, false, asker, resource).map((leaf) => {
      const wording = wordingOf(findingOf(leaf, section, asker, resource), asker, resource);
      return { ...wording, holds: false, ruleId: rule.id };
    }),
  );
  const steps = rule.requires
    .filter((requirement) => !isMet(requirement, asker.environment))
    .map((requirement) => ({ messageId: 'policy.requires', params: { requirement }, holds: false, ruleId: rule.id }));
  return [...leaves, ...steps];
}

/** The leaves that keep an expression from what is wanted of it; of several ways to it, those of the shortest. */
function failing(
  expression: Expression,
  section: Section,
  negated: boolean,
  asker: Asker,
  resource: ControlResource,
): Leaf[] {
  if (!('of' in expression)) {
    const { truth } = findingOf(expression, section, asker, resource);
    return truth === !negated ? [] : [expression];
  }
  if (expression.op === 'not') return failing(expression.of, section, !negated, asker, resource);
  const parts = expression.of.map((part) => failing(part, section, negated, asker, resource));
  if ((expression.op === 'and') !== negated) return parts.flat();
  return [...parts].sort((a, b) => a.length - b.length)[0] ?? [];
}
