import { commitmentType } from '../../content/commitment.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { progressType } from '../../content/progress-update.ts';
import { AppError } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import type { NewProgress } from './action-input.ts';
import { demandAgencies } from './create-action.ts';
import { commitmentOf } from './read-action.ts';
import type { CommitmentView } from './records.ts';

/** Asks an agency to commit itself. One that cannot see the action is refused: share it with them first. */
export async function proposeCommitment(gate: Gate, actionId: string, agency: string): Promise<string> {
  const action = await gate.look(actionType, actionId);
  // Who may not propose is told so by the gate, before anybody looks at what was proposed.
  if (action.allowed.includes('create:commitment')) await demandAskable(gate, actionId, agency);
  return gate.createPart({ definition: actionType, id: actionId }, commitmentType, {
    values: { actionId, agency },
  });
}

async function demandAskable(gate: Gate, actionId: string, agency: string): Promise<void> {
  demandAgencies(gate, { agency: [agency] });
  if ((await gate.agenciesSeeing(actionType, actionId)).includes(agency)) return;
  throw new AppError('invalid-input', {
    fields: [{ field: 'agency', messageId: 'input.agency-cannot-see', params: { agency } }],
  });
}

/** Answers a commitment, or moves its implementation. */
export async function moveCommitment(
  gate: Gate,
  actionId: string,
  agency: string,
  move: { axis: 'acceptance' | 'implementation'; to: string; reason: string; version: number },
): Promise<string> {
  const commitment = await commitmentOf(gate, actionId, agency);
  await gate.transition(commitmentType, commitment.id, move);
  return commitment.id;
}

/** Reports on a commitment; without a marking of its own the report inherits the action's. */
export async function reportProgress(gate: Gate, actionId: string, agency: string, body: NewProgress): Promise<string> {
  const action = await gate.look(actionType, actionId);
  const commitment = await commitmentOf(gate, actionId, agency);
  if (!action.marking) throw new AppError('not-found');
  return gate.createMarkedPart({ definition: commitmentType, id: commitment.id }, progressType, {
    marking: body.marking ?? inherited(action.marking, gate.me.agency),
    lang: gate.me.language,
    state: 'OPEN',
    title: '',
    ref: { prefix: `${action.ref}-U` },
    values: {
      actionId,
      commitmentId: commitment.id,
      percent: body.percent,
      text: body.text,
    },
  });
}

/** The reporter's agency is the report's originator; the action's originator stays among those who see it. */
function inherited(
  marking: NonNullable<CommitmentView['marking']>,
  agency: string,
): NonNullable<CommitmentView['marking']> {
  const { originator, releasableTo } = marking;
  const audience = marking.tlp === 'RED' ? releasableTo : [...new Set([...releasableTo, `agency:${originator}`])];
  return {
    ...marking,
    releasableTo: audience,
    except: marking.except.filter((token) => token !== `agency:${agency}`),
    originator: agency,
  };
}
