import { commitmentType } from '../../content/commitment.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { AppError } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import { moveWord } from '../../gate/machine.ts';
import type { PageMove } from './action-input.ts';
import { unansweredRequestsOf } from './queries.ts';

/** An action that is closed while agencies are still asked leaves them without an answer to give: that is confirmed first. */
export async function demandConfirmedClosing(gate: Gate, id: string, move: PageMove): Promise<void> {
  if (move.to !== 'CLOSED' || move.confirm !== undefined) return;
  const { allowed } = await gate.look(actionType, id);
  // Who may not close it is told so by the gate, before anything is said of its commitments.
  if (!allowed.includes(moveWord('state', 'CLOSED'))) return;
  if (!(await gate.find(commitmentType, unansweredRequestsOf(id)))) return;
  throw new AppError('invalid-input', {
    fields: [{ field: 'confirm', messageId: 'input.confirm-close', params: {} }],
  });
}
