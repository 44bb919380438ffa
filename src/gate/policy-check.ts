import { createHash } from 'node:crypto';
import { type PolicyCase, parseCases, runCases } from '../../policies/cases.ts';
import { type CompiledPolicy, compilePolicy } from '../../policies/compile.ts';
import { lockoutsOf, violationsOf } from '../../policies/invariants.ts';
import { parsePolicySet } from '../../policies/language.ts';
import { PolicyError, type Problem } from '../../policies/problem.ts';
import type { Rule } from '../../policies/rule.ts';
import type { Folder, PolicyDocuments } from './policy-documents.ts';

/** Something wrong in a document, with its place. */
export interface DocumentProblem {
  folder: Folder;
  file: string;
  line: number;
  column: number;
  message: string;
  suggestion: string;
}

/** An acceptance case as it came out; `failure` empty = as expected. */
export interface CaseOutcome {
  title: string;
  file: string;
  line: number;
  subject: string;
  action: string;
  type: string;
  expect: 'permit' | 'deny';
  decided: 'permit' | 'deny';
  /** The rules that decided. */
  ruleIds: string[];
  failure: string;
}

/** What came of reading, checking and trying a set of documents; without a policy where it cannot even be read. */
export interface PolicyCheck {
  policy: CompiledPolicy | null;
  rules: readonly Rule[];
  problems: DocumentProblem[];
  cases: CaseOutcome[];
  /** Read, within every invariant, and every case as expected. */
  good: boolean;
}

const mostKept = 12;
const kept = new Map<string, PolicyCheck>();

/** Schema, invariants, then the cases. The same documents are asked for by each step of a change: they are checked once. */
export function checkDocuments(documents: PolicyDocuments, version: number): PolicyCheck {
  const key = createHash('sha256')
    .update(JSON.stringify([version, documents.rules, documents.cases]))
    .digest('hex');
  const check = kept.get(key) ?? checkAnew(documents, version);
  // Re-inserted, so that the first key is the one unused for longest.
  kept.delete(key);
  kept.set(key, check);
  const oldest = kept.keys().next().value;
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return check;
}

function checkAnew(documents: PolicyDocuments, version: number): PolicyCheck {
  const { policy, problems } = checkRules(documents, version);
  const { cases, problems: wrong } = checkCases(documents, policy);
  const all = [...problems, ...wrong];
  const good = policy !== null && all.length === 0 && cases.every(({ failure }) => failure === '');
  return { policy, rules: policy?.rules ?? [], problems: all, cases, good };
}

function checkRules(
  { rules }: PolicyDocuments,
  version: number,
): { policy: CompiledPolicy | null; problems: DocumentProblem[] } {
  const read = reading('rules', () => parsePolicySet(rules));
  if (!read.value) return { policy: null, problems: read.problems };
  const set = read.value;
  const policy = compilePolicy(set, version);
  const broken = [...violationsOf(set), ...lockoutsOf(policy)].map(
    ({ invariant, ruleId, message }): DocumentProblem => {
      const at = set.rules.find(({ id }) => id === ruleId)?.at ?? { file: rules[0]?.name ?? '', line: 1, column: 1 };
      return { folder: 'rules', ...at, message: `${invariant}: ${message}`, suggestion: '' };
    },
  );
  return { policy, problems: broken };
}

function checkCases(
  { cases }: PolicyDocuments,
  policy: CompiledPolicy | null,
): { cases: CaseOutcome[]; problems: DocumentProblem[] } {
  const read = reading('cases', () => parseCases(cases));
  if (!read.value || !policy) return { cases: [], problems: read.problems };
  return { cases: read.value.map((one) => outcomeOf(policy, one)), problems: [] };
}

function outcomeOf(policy: CompiledPolicy, one: PolicyCase): CaseOutcome {
  const { effect, ruleIds } = policy.decide(one.subject, one.action, one.resource, one.environment);
  return {
    title: one.title,
    file: one.at.file,
    line: one.at.line,
    subject: `${one.subject.agency} · ${one.subject.roles.join(', ')}`,
    action: one.action,
    type: one.resource.type,
    expect: one.expect,
    decided: effect,
    ruleIds,
    failure: runCases(policy, [one])[0]?.message ?? '',
  };
}

function reading<T>(folder: Folder, read: () => T): { value: T | null; problems: DocumentProblem[] } {
  try {
    return { value: read(), problems: [] };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return { value: null, problems: error.problems.map((problem) => placed(folder, problem)) };
  }
}

function placed(folder: Folder, { file, line, column, message, suggestion = '' }: Problem): DocumentProblem {
  return { folder, file, line, column, message, suggestion };
}
