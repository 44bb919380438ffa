import { actionType } from '../../content/follow-up-action.ts';
import type { Gate } from '../../gate/gate.ts';
import type { EditedAction } from './action-input.ts';
import { demandAgencies } from './create-action.ts';

/**
 * Changes the fields that were given; the rest stays. Throws `stale-version` with the current record, `invalid-input` for
 * a field that is hidden from the editor.
 */
export async function editAction(gate: Gate, id: string, body: EditedAction): Promise<void> {
  const { version, marking, ...given } = body;
  demandAgencies(gate, { leadAgency: given.leadAgency ? [given.leadAgency] : [], coLeads: given.coLeads ?? [] });
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  await gate.update(actionType, id, { version, values, ...(marking ? { marking } : {}) });
}
