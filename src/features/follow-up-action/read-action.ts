import { commitmentType } from '../../content/commitment.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { progressType } from '../../content/progress-update.ts';
import { AppError } from '../../errors.ts';
import type { Audience } from '../../gate/audience.ts';
import type { Explanation, Gate } from '../../gate/gate.ts';
import { commitmentsOf, conclusionById, progressOf } from './queries.ts';
import {
  type ActionView,
  type CommitmentView,
  type ConclusionReference,
  conclusionReference,
  type ProgressView,
} from './records.ts';

/** An action with its parts, as this reader may see them. */
export interface WholeAction {
  action: ActionView;
  commitments: CommitmentView[];
  updates: ProgressView[];
  /** True where there are older reports than those. */
  olderUpdates: boolean;
}

/** What the page shows besides. */
export interface ActionPage extends WholeAction {
  /** Null when the reader may not read the conclusion it follows up. */
  conclusion: ConclusionReference | null;
  why: Explanation;
  me: { agency: string; country: string };
  /** Codes of the agencies that see the action and could be asked; none where the reader may not ask. */
  agencies: string[];
}

/** One action with commitments and reports. */
export async function readAction(gate: Gate, id: string): Promise<WholeAction> {
  const action = await gate.read(actionType, id);
  const commitments = await gate.listAll(commitmentType, commitmentsOf(id), 3_000);
  const updates = await gate.listAll(progressType, progressOf(id), 500);
  return { action, commitments: commitments.items, updates: updates.items, olderUpdates: updates.more };
}

/** The same for the page. */
export async function readActionPage(gate: Gate, id: string): Promise<ActionPage> {
  const whole = await readAction(gate, id);
  const why = await gate.explain(actionType, id, 'read');
  const { conclusionId } = whole.action;
  const { items } = conclusionId ? await gate.list(conclusionReference, conclusionById(conclusionId)) : { items: [] };
  return {
    ...whole,
    why,
    conclusion: items[0] ?? null,
    me: { agency: gate.me.agency, country: gate.me.country },
    agencies: whole.action.allowed.includes('create:commitment') ? await gate.agenciesSeeing(actionType, id) : [],
  };
}

/** The commitment of an agency to an action. Throws `not-found` when there is none that the reader may see. */
export async function commitmentOf(gate: Gate, actionId: string, agency: string): Promise<CommitmentView> {
  const found = await gate.find(commitmentType, commitmentsOf(actionId, agency));
  if (!found) throw new AppError('not-found');
  return found;
}

/** Who was given an action, and whether this reader may have names. */
export interface ActionReaders {
  action: ActionView;
  readers: Awaited<ReturnType<Gate['readers']>>;
  names: boolean;
}

export async function readReaders(gate: Gate, id: string): Promise<ActionReaders> {
  const action = await gate.read(actionType, id);
  const readers = await gate.readers(actionType, id);
  return { action, readers, names: action.marking?.originator === gate.me.agency };
}

/** Why this reader can see an action, what else they may do with it, and who else can see it. */
export interface ActionAccess {
  action: ActionView;
  why: Explanation;
  whyUpdate: Explanation;
  audience: Audience;
  me: { agency: string };
}

export async function readAccess(gate: Gate, id: string): Promise<ActionAccess> {
  const action = await gate.read(actionType, id);
  const why = await gate.explain(actionType, id, 'read');
  const whyUpdate = await gate.explain(actionType, id, 'update');
  const audience = await gate.audience(actionType, id);
  return { action, why, whyUpdate, audience, me: { agency: gate.me.agency } };
}
