import type { Gate } from '../../gate/gate.ts';
import { type PanelView, panelDefinition } from './definition.ts';
import { pageOf } from './inputs.ts';
import { panels } from './queries.ts';

/** Panels that the person may read, of one conference where its id is given. */
export async function listPanels(
  gate: Gate,
  query: { conference: string; after: string; limit: number },
): Promise<{ items: PanelView[]; next: string | null }> {
  const { items, next } = await gate.list(panelDefinition, { ...panels(query.conference), ...pageOf(query) });
  return { items, next };
}
