import { panelType } from '../../content/panel.ts';
import type { Gate } from '../../gate/gate.ts';
import { pageOf } from './inputs.ts';
import { panels } from './queries.ts';
import type { PanelView } from './records.ts';

/** Panels that the person may read, of one conference where its id is given. */
export async function listPanels(
  gate: Gate,
  query: { conference: string; after: string; limit: number },
): Promise<{ items: PanelView[]; next: string | null }> {
  const { items, next } = await gate.list(panelType, { ...panels(query.conference), ...pageOf(query) });
  return { items, next };
}
