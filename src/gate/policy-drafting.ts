import type pg from 'pg';
import { hashOfEffect } from '../../policies/simulate.ts';
import type { Action } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { type ActFacts, commitStep } from './commit.ts';
import { demandNow } from './demand.ts';
import {
  type ActiveVersion,
  activeVersion,
  changeOf,
  documentsOf,
  insertChange,
  updateChange,
  versionOf,
} from './policy-change.ts';
import { checkDocuments } from './policy-check.ts';
import { editsWith, hashOfText, mostText, type PolicyEdit, pathOf, textLength, withEdits } from './policy-documents.ts';
import { standing, type Weighed } from './policy-reading.ts';
import { partyOf } from './policy-separation.ts';
import { type Step, standsAgainst } from './policy-steps.ts';
import { nextNumber } from './policy-store.ts';
import { PolicyTrial } from './policy-trial.ts';

export type Detail = NonNullable<ActFacts['detail']>;

/** What a new change says of itself. */
export interface DraftInput {
  title: string;
  reason: string;
  edits: readonly PolicyEdit[];
}

/** The steps of a change up to its review: written, checked, its effect worked out, handed in. */
export class PolicyDrafting extends PolicyTrial {
  /** Files a draft on the version in force; returns its number. Throws `invalid-input` where an edit is none. */
  async draft({ title, reason, edits }: DraftInput): Promise<number> {
    await this.demand('create');
    const active = await activeVersion(this.parts.pool);
    const base = await this.baseOf(active.version);
    const settled = edits.reduce<PolicyEdit[]>((all, edit) => editsWith(base, all, settledEdit(edit)), []);
    demandLength(withEdits(base, settled));
    let number = 0;
    await this.commit(async (tx) => {
      number = await nextNumber(tx);
      const check = checkDocuments(withEdits(base, settled), number);
      await insertChange(tx, {
        number,
        kind: 'rules',
        baseVersion: active.version,
        targetVersion: null,
        title,
        reason,
        edits: settled,
        textHash: hashOfText(active.version, settled, null),
        state: check.good && settled.length > 0 ? 'CHECKED' : 'DRAFT',
        author: partyOf(this.exchange.signedIn),
      });
      return this.facts(number, { base: active.version, problems: check.problems.length });
    });
    return number;
  }

  /** Lays one file over the draft and checks the whole. What is wrong is kept, and told with its line. */
  async save(number: number, edit: PolicyEdit, rowVersion: number): Promise<void> {
    await this.demand('update');
    const weighed = await this.weigh(number);
    this.demandStep('edit', weighed);
    if (weighed.change.rowVersion !== rowVersion)
      throw new AppError('stale-version', { current: this.viewOf(weighed) });
    const { change } = weighed;
    const base = await this.baseOf(change.baseVersion);
    const edits = editsWith(base, change.edits, settledEdit(edit));
    demandLength(withEdits(base, edits));
    const check = checkDocuments(withEdits(base, edits), number);
    const failed = check.cases.filter(({ failure }) => failure !== '').length;
    await this.step(weighed, async (tx) => {
      await updateChange(tx, number, {
        state: check.good && edits.length > 0 ? 'CHECKED' : 'DRAFT',
        edits,
        textHash: hashOfText(change.baseVersion, edits, null, change.rowVersion),
        effect: null,
        effectHash: null,
      });
      return { problems: check.problems.length, failed };
    });
  }

  /** Puts a draft onto the version that became active meanwhile, unless that version changed the same files. */
  async follow(number: number): Promise<void> {
    await this.demand('update');
    const weighed = await this.weigh(number);
    this.demandStep('follow', weighed);
    const { change, active } = weighed;
    const [old, fresh] = [await this.baseOf(change.baseVersion), await this.baseOf(active.version)];
    const textIn = (base: typeof old, { folder, name }: PolicyEdit) =>
      base[folder].find((one) => one.name === name)?.text;
    if (change.edits.some((edit) => textIn(old, edit) !== textIn(fresh, edit))) throw standing('both-changed');
    const check = checkDocuments(withEdits(fresh, change.edits), number);
    await this.step(weighed, async (tx) => {
      await updateChange(tx, number, {
        state: check.good ? 'CHECKED' : 'DRAFT',
        baseVersion: active.version,
        textHash: hashOfText(active.version, change.edits, null, change.rowVersion),
        effect: null,
        effectHash: null,
      });
      return { problems: check.problems.length, base: active.version };
    });
  }

  /** Works out who gains and who loses, and binds it to the text. */
  async simulate(number: number): Promise<void> {
    await this.demand('simulate');
    const weighed = await this.weigh(number);
    this.demandStep('simulate', weighed);
    const effect = await this.effectOf(weighed);
    await this.step(weighed, async (tx) => {
      await updateChange(tx, number, { state: 'SIMULATED', effect, effectHash: hashOfEffect(effect) });
      return { gains: effect.gains.people, losses: effect.losses.people };
    });
  }

  /** Asks for the second person. */
  async submit(number: number): Promise<void> {
    await this.demand('transition');
    const weighed = await this.weigh(number);
    this.demandStep('submit', weighed);
    await this.step(weighed, async (tx) => {
      await updateChange(tx, number, { state: 'IN_REVIEW' });
      return {};
    });
  }

  protected async baseOf(version: number) {
    const stored = await versionOf(this.parts.pool, version);
    if (!stored) throw new AppError('not-found');
    return documentsOf(stored, this.shippedCases);
  }

  protected effectOf({ check }: Weighed) {
    return this.parts.effects.effect(this.exchange.sight.policy, this.demandPolicy(check.policy));
  }

  protected demand(action: Action): Promise<void> {
    return demandNow(this.parts, this.exchange, action, { type: 'policy' });
  }

  protected demandStep(step: Step, { situation }: Weighed): void {
    const reason = standsAgainst(step, situation);
    if (reason === null) return;
    // Told apart in the log: an attempt to be one's own second person is a denial, not a slip.
    if (/^(second|other)-/.test(reason))
      throw new AppError('two-persons', { params: { reason: reason.replace('-', '_') } });
    throw standing(reason);
  }

  /** One step of a change that still is as it was weighed. */
  protected async step({ change, active }: Weighed, work: (tx: pg.PoolClient) => Promise<Detail>): Promise<void> {
    await this.commit(async (tx) => {
      const now = await changeOf(tx, change.number, 'FOR UPDATE');
      const still: ActiveVersion = await activeVersion(tx);
      if (now?.rowVersion !== change.rowVersion || still.activation !== active.activation)
        throw new AppError('stale-version');
      return this.facts(change.number, await work(tx));
    });
  }

  protected facts(number: number, detail: Detail): ActFacts[] {
    const resource = { type: 'policy', id: String(number), version: number };
    return [{ resource, detail: { version: number, ...detail } }];
  }

  /** What the database refuses as well, somebody else did first. */
  protected commit(work: (tx: pg.PoolClient) => Promise<ActFacts[]>): Promise<void> {
    return commitStep(this.parts, this.exchange, work);
  }
}

const namePattern = /^[a-z][a-z0-9-]{0,60}\.yaml$/;

/** Throws `invalid-input` naming the field: a file of a policy has a plain name, and the floor is nobody's to edit. */
function settledEdit(edit: PolicyEdit): PolicyEdit {
  const wrong = (messageId: string) =>
    new AppError('invalid-input', {
      fields: [{ field: 'file', messageId, params: { file: pathOf(edit).slice(0, 100) } }],
    });
  if (!namePattern.test(edit.name)) throw wrong('input.policy.file-name');
  if (pathOf(edit) === 'rules/floor.yaml') throw wrong('input.policy.floor');
  return edit.text === null ? edit : { ...edit, text: edit.text.replaceAll('\r\n', '\n') };
}

/** Throws `invalid-input`: a policy that is longer is neither checked nor stored. */
function demandLength(documents: Parameters<typeof textLength>[0]): void {
  const length = textLength(documents);
  if (length <= mostText) return;
  const params = { limit: String(mostText / 1024), length: String(Math.ceil(length / 1024)) };
  throw new AppError('invalid-input', { fields: [{ field: 'text', messageId: 'input.policy.too-long', params }] });
}
