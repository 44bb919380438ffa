import { conclusionType } from '../../content/conclusion.ts';
import type { Gate } from '../../gate/gate.ts';
import { type ConclusionListInput, pageOf } from './inputs.ts';
import { type ConclusionFilters, conclusions } from './queries.ts';
import type { ConclusionView } from './records.ts';

export interface Conclusions {
  items: ConclusionView[];
  next: string | null;
}

/** What the page shows besides: by what the list is narrowed, and whether it is the first page. */
export interface ConclusionsPage extends Conclusions {
  filters: ConclusionFilters;
  first: boolean;
}

/** Conclusions of all conferences that the person may read and that match. */
export async function listConclusions(gate: Gate, { query }: ConclusionListInput): Promise<Conclusions> {
  const { items, next } = await gate.list(conclusionType, { ...conclusions(query), ...pageOf(query) });
  return { items, next };
}

export async function listConclusionsPage(gate: Gate, input: ConclusionListInput): Promise<ConclusionsPage> {
  const { panel, need, after } = input.query;
  return { ...(await listConclusions(gate, input)), filters: { panel, need }, first: after === '' };
}
