import { commitmentType } from '../../content/commitment.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { progressType } from '../../content/progress-update.ts';
import { AppError } from '../../errors.ts';
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
async function readAction(gate: Gate, id: string): Promise<WholeAction> {
  const action = await gate.read(actionType, id);
  const commitments = await gate.listAll(commitmentType, commitmentsOf(id), 3_000);
  const updates = await gate.listAll(progressType, progressOf(id), 500);
  return { action, commitments: commitments.items, updates: updates.items, olderUpdates: updates.more };
}

/** The same as one object, for the API. */
export async function readWholeAction(gate: Gate, id: string): Promise<object> {
  const { action, ...parts } = await readAction(gate, id);
  return { ...action, ...parts };
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
