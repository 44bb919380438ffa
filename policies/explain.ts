import type { Section } from './attributes.ts';
import type { Asker } from './bind.ts';
import { type CompiledPolicy, isMet } from './compile.ts';
import { defaultDeny } from './decide.ts';
import type { Environment } from './environment.ts';
import type { Truth } from './evaluate.ts';
import type { ControlResource, Resource } from './resource.ts';
import type { Expression, Rule } from './rule.ts';
import { type Finding, findingOf, type Wording, wordingOf } from './sentences.ts';
import type { Subject } from './subject.ts';
import type { Action } from './vocabulary.ts';

/** One reason: a message with its values, whether that step lets the person pass, and the rule it comes from. */
export interface Sentence extends Wording {
  holds: boolean;
  ruleId: string;
}

/**
 * Why a decision is as it is, generated from the rules. Every step of the floor that concerns the action gives at least one
 * sentence, then the permits that decided, or, where none did, why not. The decision is permit exactly when all sentences of
 * forbids hold and those of some permit do (`effectOf`).
 */
export function explain(
  policy: CompiledPolicy,
  subject: Subject,
  action: Action,
  resource: Resource | ControlResource,
  environment: Environment,
): Sentence[] {
  const asker = { subject, environment };
  const rules = policy.rulesFor(action, resource.type);
  const steps = rules.filter(({ effect }) => effect === 'forbid').map((rule) => forbidSentences(rule, asker, resource));
  const permits = rules
    .filter(({ effect }) => effect === 'permit')
    .map((rule) => permitSentences(rule, asker, resource));
  const matched = permits.filter((sentences) => sentences.every(({ holds }) => holds));
  const reasons = matched.length > 0 ? matched : permits;
  if (reasons.length === 0)
    return [...steps.flat(), { messageId: 'policy.default-deny', params: {}, holds: false, ruleId: defaultDeny }];
  return [...steps, ...reasons].flat();
}

/** The decision that an explanation tells. */
export function effectOf(policy: CompiledPolicy, sentences: readonly Sentence[]): 'permit' | 'deny' {
  const permits = new Set(policy.rules.filter(({ effect }) => effect === 'permit').map(({ id }) => id));
  const stopped = sentences.some(({ holds, ruleId }) => !holds && !permits.has(ruleId));
  const opened = sentences.some(({ holds, ruleId }) => holds && permits.has(ruleId));
  return opened && !stopped ? 'permit' : 'deny';
}

function forbidSentences(rule: Rule, asker: Asker, resource: object): Sentence[] {
  const { truth, findings } = proofOfRule(rule, asker, resource);
  return sentencesOf(rule, findings, truth === false, asker, resource);
}

function permitSentences(rule: Rule, asker: Asker, resource: object): Sentence[] {
  const { truth, findings } = proofOfRule(rule, asker, resource);
  if (truth !== true) return sentencesOf(rule, findings, false, asker, resource);
  const missing = rule.requires.filter((requirement) => !isMet(requirement, asker.environment));
  if (missing.length === 0) return sentencesOf(rule, findings, true, asker, resource);
  return missing.map((requirement) => ({
    messageId: 'policy.requires',
    params: { requirement },
    holds: false,
    ruleId: rule.id,
  }));
}

function sentencesOf(rule: Rule, findings: Finding[], holds: boolean, asker: Asker, resource: object): Sentence[] {
  if (findings.length === 0) return [{ messageId: 'policy.for-everyone', params: {}, holds, ruleId: rule.id }];
  return findings.map((finding) => ({ ...wordingOf(finding, asker, resource), holds, ruleId: rule.id }));
}

/** A truth and the leaves that make it so. */
interface Proof {
  truth: Truth;
  findings: Finding[];
}

/** The record first: what is said of it tells more than what is said of the person. */
const sections: readonly Section[] = ['when', 'environment', 'subject'];

function proofOfRule(rule: Rule, asker: Asker, resource: object): Proof {
  const parts = sections.map((section) => proofOf(rule[section], section, asker, resource));
  return conjunction(parts);
}

function proofOf(expression: Expression, section: Section, asker: Asker, resource: object): Proof {
  if (!('of' in expression)) {
    const finding = findingOf(expression, section, asker, resource);
    return { truth: finding.truth, findings: [finding] };
  }
  if (expression.op === 'not') return opposite(proofOf(expression.of, section, asker, resource));
  const parts = expression.of.map((part) => proofOf(part, section, asker, resource));
  return expression.op === 'and' ? conjunction(parts) : opposite(conjunction(parts.map(opposite)));
}

/** False: the shortest proof among the false parts. Unknown: whatever is unknown. True: every part. */
function conjunction(parts: readonly Proof[]): Proof {
  const shortestFirst = parts
    .filter(({ truth }) => truth === false)
    .sort((a, b) => a.findings.length - b.findings.length);
  if (shortestFirst[0]) return shortestFirst[0];
  const unknown = parts.filter(({ truth }) => truth === null);
  const relevant = unknown.length > 0 ? unknown : parts;
  return { truth: unknown.length > 0 ? null : true, findings: relevant.flatMap(({ findings }) => findings) };
}

function opposite({ truth, findings }: Proof): Proof {
  return { truth: truth === null ? null : !truth, findings };
}
