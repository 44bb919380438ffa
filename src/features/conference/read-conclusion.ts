import { conclusionType } from '../../content/conclusion.ts';
import type { Gate } from '../../gate/gate.ts';
import { actionsOf } from './queries.ts';
import { type ActionReference, actionReference, type ConclusionView } from './records.ts';

export interface ConclusionPage {
  conclusion: ConclusionView;
  /** The actions that follow it up, the earliest due first. */
  actions: ActionReference[];
  moreActions: boolean;
  mayCreate: boolean;
}

/** A conclusion with the actions that follow it up, as this reader may see them. */
export async function readConclusion(gate: Gate, id: string): Promise<ConclusionPage> {
  const conclusion = await gate.read(conclusionType, id);
  const { items, next } = await gate.list(actionReference, { ...actionsOf(id), limit: 50 });
  return {
    conclusion,
    actions: items,
    moreActions: next !== null,
    mayCreate: gate.mayEver('create', 'follow-up-action'),
  };
}
