import type { RuleChange } from '../../policies/compare.ts';
import type { RuleSentence } from '../../policies/describe.ts';
import type { Sentence } from '../../policies/explain.ts';
import type { Opening, Shared } from '../../policies/narrowing.ts';
import type { NearMiss } from '../../policies/nearest.ts';
import type { Effect } from '../../policies/simulate.ts';
import type { ActivationRow, ChangeState } from './policy-change.ts';
import type { CaseOutcome, DocumentProblem } from './policy-check.ts';
import type { Folder, PolicyEdit } from './policy-documents.ts';
import type { Step } from './policy-steps.ts';

/** A stored version as people read it. */
export interface VersionView {
  version: number;
  hash: string;
  active: boolean;
  /** Until when it stays in force without a second person; null = for good, or not in force. */
  lapsesAt: string | null;
  rules: RuleSentence[];
  cases: CaseOutcome[];
  /** Its files, to read and to start a change from. */
  files: { folder: Folder; name: string; text: string }[];
  /** When it was in force, newest first. */
  activations: ActivationRow[];
  /** The version that would come back if this one were rolled back; null where there is none. */
  previous: number | null;
}

/** A change in one line. */
export interface ChangeSummary {
  version: number;
  kind: 'rules' | 'rollback';
  title: string;
  state: ChangeState;
  baseVersion: number;
  targetVersion: number | null;
  /** Agency of the author; empty for the console. */
  agency: string;
  mine: boolean;
  createdAt: string;
  updatedAt: string;
}

/** A rule that differs, as it was and as it would be. */
export interface RuleDifference extends Pick<RuleChange, 'kind' | 'ruleId' | 'tends'> {
  before: RuleSentence | null;
  after: RuleSentence | null;
}

/** A change with everything that its readers weigh. */
export interface ChangeView extends ChangeSummary {
  reason: string;
  stateReason: string | null;
  /** For optimistic edits and for approving what was seen. */
  rowVersion: number;
  edits: PolicyEdit[];
  problems: DocumentProblem[];
  cases: CaseOutcome[];
  differences: RuleDifference[];
  /** What is not proved to close; empty and something differs: the change only narrows. */
  openings: readonly Opening[];
  /** Why one person may not put the narrowing into force alone. */
  shared: readonly Shared[];
  effect: Effect | null;
  simulatedAt: string | null;
  approvals: { agency: string; country: string; at: string; counts: boolean }[];
  needed: number;
  /** Until when it stays in force without a second person, where its author put it there alone. */
  lapsesAt: string | null;
  steps: { step: Step; against: string | null }[];
}

/** A file of a change in the editor. */
export interface FileView {
  change: ChangeView;
  folder: Folder;
  name: string;
  text: string;
  /** The floor is read, never edited. */
  locked: boolean;
  /** The change takes the file away; `text` is what it was. */
  removed: boolean;
  /** Its text in the version that the change follows; null for a file that is new. */
  before: string | null;
  files: { folder: Folder; name: string; edited: boolean; removed: boolean }[];
}

/** How one policy answers a question that was tried. */
export interface Trial {
  version: number;
  effect: 'permit' | 'deny';
  ruleIds: string[];
  requires: string[];
  sentences: Sentence[];
  nearest: NearMiss | null;
}
