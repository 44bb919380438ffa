import { AppError } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import type { ChangeView, VersionView } from '../../gate/policy-views.ts';
import type { RuleFilter } from './inputs.ts';

export type RuleView = VersionView['rules'][number];
export type CaseView = VersionView['cases'][number];

/** The rules of one kind of record, or the floor over all of them. */
export interface RuleGroup {
  /** `floor`, `several`, or a type. */
  name: string;
  rules: { rule: RuleView; cases: CaseView[] }[];
}

export interface PolicyPage {
  version: Omit<VersionView, 'rules' | 'cases'> & { failed: number; total: number };
  groups: RuleGroup[];
  filter: RuleFilter;
  shown: number;
  rules: number;
}

/** No filter at all. */
export const everyRule: RuleFilter = { q: '', type: '', effect: '' };

export async function activePolicy(gate: Gate, filter: RuleFilter): Promise<PolicyPage> {
  return pageOf(await gate.policies.active(), filter);
}

export async function storedPolicy(gate: Gate, version: number, filter: RuleFilter): Promise<PolicyPage> {
  return pageOf(await gate.policies.version(version), filter);
}

function pageOf({ rules, cases, ...version }: VersionView, filter: RuleFilter): PolicyPage {
  const shown = rules.filter((rule) => matches(rule, filter));
  const groups = new Map<string, RuleGroup>();
  for (const rule of shown) {
    const name = groupOf(rule);
    const group = groups.get(name) ?? { name, rules: [] };
    group.rules.push({ rule, cases: cases.filter(({ ruleIds }) => ruleIds.includes(rule.id)) });
    groups.set(name, group);
  }
  const failed = cases.filter(({ failure }) => failure !== '').length;
  return {
    version: { ...version, failed, total: cases.length },
    groups: [...groups.values()],
    filter,
    shown: shown.length,
    rules: rules.length,
  };
}

function matches(rule: RuleView, { q, type, effect }: RuleFilter): boolean {
  const words = `${rule.id} ${rule.title} ${rule.actions.join(' ')} ${rule.resources.join(' ')}`.toLowerCase();
  return (
    (q === '' || words.includes(q.toLowerCase())) &&
    (type === '' || rule.resources.includes(type)) &&
    (effect === '' || rule.effect === effect)
  );
}

function groupOf({ locked, resources }: RuleView): string {
  if (locked) return 'floor';
  return resources.length === 1 ? (resources[0] ?? 'several') : 'several';
}

/** What has this number: a version that was in force, a change, or both. Throws `not-found` when nothing has. */
export async function policyOrChange(
  gate: Gate,
  version: number,
): Promise<{ version: number; inForce: VersionView | null; change: ChangeView | null }> {
  const inForce = await gate.policies.version(version).catch(nullIfMissing);
  const change = await gate.policies.change(version).catch(nullIfMissing);
  if (!inForce && !change) throw new AppError('not-found');
  return { version, inForce, change };
}

function nullIfMissing(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-found') return null;
  throw error;
}
