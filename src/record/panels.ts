import { panelType } from '../content/panel.ts';
import { excerpt, type View } from '../gate/excerpt.ts';
import type { Gate } from '../gate/gate.ts';
import { useUi } from '../ui/context.tsx';

/** As much of a panel as filters and forms show. */
const panelReference = excerpt(panelType, ['position', 'names']);
export type PanelReference = View<typeof panelReference>;

/** The panels that the person may read, in the order of their references. */
export async function listPanels(gate: Gate): Promise<PanelReference[]> {
  const { items } = await gate.listAll(panelReference, {});
  return [...items].sort((a, b) => (a.ref ?? '').localeCompare(b.ref ?? ''));
}

/** The name of a panel in the reader's language, else in English, else as it is written. */
export function usePanelName(): (panel: PanelReference) => string {
  const { lang } = useUi();
  return ({ names, title, ref }) => names?.[lang] ?? names?.en ?? title ?? ref ?? '';
}
