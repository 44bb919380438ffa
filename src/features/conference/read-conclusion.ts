import { conclusionType } from '../../content/conclusion.ts';
import type { Gate } from '../../gate/gate.ts';
import { actionsOf, conclusionById } from './queries.ts';
import {
  type ActionReference,
  actionReference,
  type ConclusionView,
  type EarlierConclusion,
  earlierConclusion,
} from './records.ts';

export interface ConclusionPage {
  conclusion: ConclusionView;
  /** What it carries on from an earlier edition; null also when the reader may not read that. */
  earlier: EarlierConclusion | null;
  /** The actions that follow it up, the earliest due first. */
  actions: ActionReference[];
  moreActions: boolean;
  mayCreate: boolean;
}

/** A conclusion with the actions that follow it up, as this reader may see them. */
export async function readConclusion(gate: Gate, id: string): Promise<ConclusionPage> {
  const conclusion = await gate.read(conclusionType, id);
  const { items, next } = await gate.list(actionReference, { ...actionsOf(id), limit: 50 });
  const { carriedFrom } = conclusion;
  const carried = carriedFrom ? await gate.list(earlierConclusion, conclusionById(carriedFrom)) : { items: [] };
  return {
    conclusion,
    earlier: carried.items[0] ?? null,
    actions: items,
    moreActions: next !== null,
    mayCreate: gate.mayEver('create', 'follow-up-action'),
  };
}
