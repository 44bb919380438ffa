import type { Gate } from '../../gate/gate.ts';
import type { EditedAction } from './action-input.ts';
import { demandAgencies, leadRelations } from './create-action.ts';
import { actionDefinition } from './definition.ts';

const columns = {
  title: 'title',
  description: 'description',
  leadAgency: 'lead_agency',
  coLeads: 'co_leads',
  priority: 'priority',
  dueOn: 'due_on',
  indicators: 'indicators',
  lang: 'lang',
} as const;

/** Changes the fields that were given; the rest stays. Throws `stale-version` with the current record. */
export async function editAction(gate: Gate, id: string, body: EditedAction): Promise<void> {
  demandAgencies(gate, { leadAgency: body.leadAgency ? [body.leadAgency] : [], coLeads: body.coLeads ?? [] });
  const given = Object.entries(columns).filter(([field]) => body[field as keyof typeof columns] !== undefined);
  const values = Object.fromEntries(given.map(([field, column]) => [column, body[field as keyof typeof columns]]));
  const leads = body.leadAgency !== undefined || body.coLeads !== undefined;
  const current = leads ? await gate.look(actionDefinition, id) : null;
  await gate.update(actionDefinition, id, {
    version: body.version,
    values,
    ...(body.marking ? { marking: body.marking } : {}),
    ...(current
      ? { relations: leadRelations(body.leadAgency ?? current.leadAgency, body.coLeads ?? current.coLeads) }
      : {}),
  });
}
