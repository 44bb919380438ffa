import { compareRules } from '../../policies/compare.ts';
import type { CompiledPolicy } from '../../policies/compile.ts';
import { sentenceOf } from '../../policies/describe.ts';
import type { PolicyFile } from '../../policies/language.ts';
import { openingsOf, sharedPartsOf } from '../../policies/narrowing.ts';
import type { Rule } from '../../policies/rule.ts';
import { AppError } from '../errors.ts';
import { demand } from './demand.ts';
import type { Exchange } from './exchange.ts';
import type { GateParts } from './parts.ts';
import {
  type ActiveVersion,
  type Approval,
  activationsOf,
  activeVersion,
  approvalsOf,
  changeOf,
  changesOf,
  documentsOf,
  type StoredChange,
  versionOf,
} from './policy-change.ts';
import { checkDocuments, type PolicyCheck } from './policy-check.ts';
import { type Folder, folders, type PolicyDocuments, pathOf, withEdits } from './policy-documents.ts';
import { notSecondTo, partyOf } from './policy-separation.ts';
import { countingApprovals, neededApprovals, type Situation, standsAgainst, steps } from './policy-steps.ts';
import type { ChangeSummary, ChangeView, FileView, RuleDifference, VersionView } from './policy-views.ts';

const floor = { folder: 'rules', name: 'floor.yaml' } as const;

/** A change with all that was worked out about it. */
export interface Weighed {
  change: StoredChange;
  documents: PolicyDocuments;
  check: PolicyCheck;
  /** The rules that it would follow on. */
  before: readonly Rule[];
  approvals: Approval[];
  active: ActiveVersion;
  situation: Situation;
}

/** The administrators' reading of policies and changes: decided and logged like everything; never a title of a record. */
export class PolicyReading {
  protected readonly parts: GateParts;
  protected readonly exchange: Exchange;

  constructor(parts: GateParts, exchange: Exchange) {
    this.parts = parts;
    this.exchange = exchange;
  }

  /** The version in force. */
  async active(): Promise<VersionView> {
    demand(this.exchange, 'read', { type: 'policy' });
    return this.version((await activeVersion(this.parts.pool)).version);
  }

  /** A stored version. Throws `not-found`. */
  async version(version: number): Promise<VersionView> {
    demand(this.exchange, 'read', { type: 'policy' });
    this.about(version);
    const { pool } = this.parts;
    const stored = await versionOf(pool, version);
    if (!stored) throw new AppError('not-found');
    const [active, activations] = await Promise.all([activeVersion(pool), activationsOf(pool)]);
    const documents = documentsOf(stored, this.shippedCases);
    const { rules, cases } = checkDocuments(documents, version);
    const isActive = active.version === version;
    const before = activations.find(({ id, version: other }) => id < active.activation && other !== version);
    return {
      version,
      hash: stored.hash,
      active: isActive,
      lapsesAt: isActive ? active.lapsesAt : null,
      rules: rules.map(sentenceOf),
      cases,
      files: filesOf(documents),
      activations: activations.filter((one) => one.version === version),
      previous: isActive ? (before?.version ?? null) : null,
    };
  }

  /** Everything that was ever in force, newest first, and every change. */
  async history(): Promise<{
    active: number;
    activations: Awaited<ReturnType<typeof activationsOf>>;
    changes: ChangeSummary[];
  }> {
    demand(this.exchange, 'read', { type: 'policy' });
    const { pool } = this.parts;
    const [active, activations, changes] = await Promise.all([
      activeVersion(pool),
      activationsOf(pool),
      changesOf(pool),
    ]);
    return { active: active.version, activations, changes: changes.map((change) => this.#summaryOf(change)) };
  }

  /** Changes in which this person's step is next. */
  async waiting(): Promise<{ approve: ChangeSummary[]; mine: ChangeSummary[]; ratify: number | null }> {
    demand(this.exchange, 'read', { type: 'policy' });
    const { pool } = this.parts;
    const [open, active] = await Promise.all([changesOf(pool, true), activeVersion(pool)]);
    const me = partyOf(this.exchange.signedIn);
    const approve = open.filter(({ state, author }) => state === 'IN_REVIEW' && notSecondTo(author, me) === null);
    const mine = open.filter(({ author }) => author.person === me.person);
    const lone = active.lapsesAt && active.change !== null ? await changeOf(pool, active.change) : null;
    return {
      approve: approve.map((change) => this.#summaryOf(change)),
      mine: mine.map((change) => this.#summaryOf(change)),
      ratify: lone && notSecondTo(lone.author, me) === null ? lone.number : null,
    };
  }

  /** A change with what its reader weighs. Throws `not-found`. */
  async change(number: number): Promise<ChangeView> {
    demand(this.exchange, 'read', { type: 'policy' });
    return this.viewOf(await this.weigh(number));
  }

  /** One file of a change; without a path the first that was edited. Throws `not-found`. */
  async file(number: number, path: string): Promise<FileView> {
    demand(this.exchange, 'read', { type: 'policy' });
    const weighed = await this.weigh(number);
    const { documents, change } = weighed;
    const base = filesOf(await this.#baseOf(change));
    const gone = base.filter((file) => isRemoved(change, file)).map((file) => ({ ...file, removed: true }));
    const kept = filesOf(documents).map((file) => ({ ...file, removed: false }));
    const files = [...kept, ...gone].map((file) => ({ ...file, edited: isEdited(change, file.folder, file.name) }));
    const named = files.find((file) => (path === '' ? file.edited && !file.removed : pathOf(file) === path));
    const wanted = named ?? (path === '' ? files[0] : undefined);
    if (!wanted) throw new AppError('not-found');
    return {
      change: this.viewOf(weighed),
      folder: wanted.folder,
      name: wanted.name,
      text: wanted.text,
      locked: pathOf(wanted) === pathOf(floor),
      removed: wanted.removed,
      before: base.find((file) => pathOf(file) === pathOf(wanted))?.text ?? null,
      files: files.map(({ folder, name, edited, removed }) => ({ folder, name, edited, removed })),
    };
  }

  protected get shippedCases(): PolicyFile[] {
    return this.parts.policies.shippedCases;
  }

  /** The policy of a stored version or of a change, to try questions on. Throws `not-found`, `conflict` where it cannot be read. */
  protected async policyOf(number: number): Promise<CompiledPolicy> {
    if (number === this.exchange.sight.policy.version) return this.exchange.sight.policy;
    const { check } = await this.weigh(number);
    if (!check.policy) throw standing('not-good');
    return check.policy;
  }

  /** Works out everything about a change as it is stored now. */
  protected async weigh(number: number): Promise<Weighed> {
    this.about(number);
    const { pool } = this.parts;
    const change = await changeOf(pool, number);
    if (!change) throw new AppError('not-found');
    const [documents, before, approvals, active] = await Promise.all([
      this.documentsOfChange(change),
      this.#rulesOf(change.baseVersion),
      approvalsOf(pool, number),
      activeVersion(pool),
    ]);
    const check = checkDocuments(documents, number);
    const situation = {
      change,
      approvals,
      active,
      me: partyOf(this.exchange.signedIn),
      good: check.good && (change.kind === 'rollback' || change.edits.length > 0),
      openings: openingsOf(before, check.rules).length,
      shared: sharedPartsOf(before, check.rules).length,
      now: Date.now(),
    };
    return { change, documents, check, before, approvals, active, situation };
  }

  protected async documentsOfChange(change: StoredChange): Promise<PolicyDocuments> {
    return withEdits(await this.#baseOf(change), change.edits);
  }

  /** What the edits of a change are laid over. */
  async #baseOf({ targetVersion, baseVersion }: StoredChange): Promise<PolicyDocuments> {
    const stored = await versionOf(this.parts.pool, targetVersion ?? baseVersion);
    if (!stored) throw new AppError('not-found');
    return documentsOf(stored, this.shippedCases);
  }

  protected viewOf({ change, check, before, approvals, active, situation }: Weighed): ChangeView {
    const counting = countingApprovals(situation);
    const readable = check.policy !== null;
    return {
      ...this.#summaryOf(change),
      reason: change.reason,
      stateReason: change.stateReason,
      rowVersion: change.rowVersion,
      edits: change.edits,
      problems: check.problems,
      cases: check.cases,
      differences: readable ? differencesOf(before, check.rules) : [],
      openings: readable ? openingsOf(before, check.rules) : [],
      shared: readable ? sharedPartsOf(before, check.rules) : [],
      effect: change.effect,
      simulatedAt: change.simulatedAt,
      approvals: approvals.map((one) => ({
        agency: one.agency,
        country: one.country,
        at: one.at,
        counts: counting.includes(one),
      })),
      needed: neededApprovals(change),
      lapsesAt: active.change === change.number ? active.lapsesAt : null,
      steps: steps.map((step) => ({ step, against: standsAgainst(step, situation) })),
    };
  }

  protected about(number: number): void {
    this.exchange.ledger.resource = { type: 'policy', id: String(number), version: number };
    this.exchange.ledger.note('policy.read', { version: number });
  }

  async #rulesOf(version: number): Promise<readonly Rule[]> {
    const stored = await versionOf(this.parts.pool, version);
    if (!stored) throw new AppError('not-found');
    return checkDocuments({ rules: stored.documents, cases: [] }, version).rules;
  }

  #summaryOf(change: StoredChange): ChangeSummary {
    const { number, kind, title, state, baseVersion, targetVersion, author, createdAt, updatedAt } = change;
    const mine = author.person === this.exchange.signedIn.person;
    return {
      version: number,
      kind,
      title,
      state,
      baseVersion,
      targetVersion,
      agency: author.agency,
      mine,
      createdAt,
      updatedAt,
    };
  }
}

/** What stands against a step, as a problem that says so in words. */
export function standing(reason: string): AppError {
  return new AppError('conflict', { fields: [{ field: '', messageId: `policies.stands.${reason}`, params: {} }] });
}

function isEdited({ edits }: StoredChange, folder: Folder, name: string): boolean {
  return edits.some((edit) => edit.folder === folder && edit.name === name);
}

function isRemoved({ edits }: StoredChange, file: Pick<FileView, 'folder' | 'name'>): boolean {
  return edits.some((edit) => edit.text === null && pathOf(edit) === pathOf(file));
}

function differencesOf(before: readonly Rule[], after: readonly Rule[]): RuleDifference[] {
  return compareRules(before, after).map(({ kind, ruleId, tends, before: was, after: is }) => ({
    kind,
    ruleId,
    tends,
    before: was && sentenceOf(was),
    after: is && sentenceOf(is),
  }));
}

function filesOf(documents: PolicyDocuments): VersionView['files'] {
  return folders.flatMap((folder) => documents[folder].map(({ name, text }) => ({ folder, name, text })));
}
