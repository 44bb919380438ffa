import type pg from 'pg';
import { compareRules, type RuleChange } from '../../policies/compare.ts';
import type { PolicyFile } from '../../policies/language.ts';
import { openingsOf } from '../../policies/narrowing.ts';
import { activeVersion, documentsOf, insertChange, versionOf } from './policy-change.ts';
import { checkDocuments, type PolicyCheck } from './policy-check.ts';
import { hashOfText, type PolicyDocuments, type PolicyEdit, withEdits } from './policy-documents.ts';
import { nextNumber } from './policy-store.ts';

/** How rule files of a folder differ from the version in force. */
export interface Proposal {
  base: number;
  edits: PolicyEdit[];
  differences: RuleChange[];
  /** Ids of rules of which nobody proved that they only close. */
  opens: string[];
  check: PolicyCheck;
}

/** Holds a folder's rules against the version in force; its cases stay those of that version. */
export async function proposalOf(pool: pg.Pool, rules: PolicyFile[], shippedCases: PolicyFile[]): Promise<Proposal> {
  const { version } = await activeVersion(pool);
  const stored = await versionOf(pool, version);
  if (!stored) throw new Error(`version ${version} is in force and not stored`);
  const base = documentsOf(stored, shippedCases);
  const edits = editsTo(base, rules);
  const check = checkDocuments(withEdits(base, edits), 0);
  const before = checkDocuments(base, version).rules;
  return {
    base: version,
    edits,
    differences: compareRules(before, check.rules),
    opens: openingsOf(before, check.rules).map(({ ruleId }) => ruleId),
    check,
  };
}

function editsTo(base: PolicyDocuments, rules: readonly PolicyFile[]): PolicyEdit[] {
  const named = new Set(rules.map(({ name }) => name));
  const changed = rules.filter(({ name, text }) => base.rules.find((one) => one.name === name)?.text !== text);
  const gone = base.rules.filter(({ name }) => !named.has(name));
  return [
    ...changed.map(({ name, text }): PolicyEdit => ({ folder: 'rules', name, text })),
    ...gone.map(({ name }): PolicyEdit => ({ folder: 'rules', name, text: null })),
  ];
}

/** Files the proposal as nobody's change: two persons of two agencies, providers and countries approve it in the portal. */
export async function fileProposal(
  tx: pg.PoolClient,
  { base, edits }: Proposal,
  { title, reason }: { title: string; reason: string },
): Promise<number> {
  const number = await nextNumber(tx);
  await insertChange(tx, {
    number,
    kind: 'rules',
    baseVersion: base,
    targetVersion: null,
    title,
    reason,
    edits,
    textHash: hashOfText(base, edits, null),
    state: 'CHECKED',
    author: { person: null, agency: '', country: '', idp: '' },
  });
  return number;
}
