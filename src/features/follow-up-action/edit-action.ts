import { actionType } from '../../content/follow-up-action.ts';
import type { Gate } from '../../gate/gate.ts';
import type { EditedAction } from './action-input.ts';
import { demandAgencies, leadRelations } from './create-action.ts';

/**
 * Changes the fields that were given; the rest stays. Throws `stale-version` with the current record, `invalid-input` for
 * a field that is hidden from the editor.
 */
export async function editAction(gate: Gate, id: string, body: EditedAction): Promise<void> {
  const { version, marking, ...given } = body;
  demandAgencies(gate, { leadAgency: given.leadAgency ? [given.leadAgency] : [], coLeads: given.coLeads ?? [] });
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const leads = given.leadAgency !== undefined || given.coLeads !== undefined;
  const current = leads ? await gate.look(actionType, id) : null;
  await gate.update(actionType, id, {
    version,
    values,
    ...(marking ? { marking } : {}),
    ...(current ? { relations: leadsOf(given, current) } : {}),
  });
}

/** Who leads afterwards. An editor from whom the leads are hidden names them all or none: the gate refuses the rest. */
function leadsOf(given: Partial<EditedAction>, current: { leadAgency?: string; coLeads?: string[] }) {
  return leadRelations(given.leadAgency ?? current.leadAgency ?? '', given.coLeads ?? current.coLeads ?? []);
}
