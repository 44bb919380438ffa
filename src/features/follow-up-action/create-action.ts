import type { Marking } from '../../../policies/vocabulary.ts';
import { commitmentType } from '../../content/commitment.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { AppError } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import type { NewAction } from './action-input.ts';
import { conclusionById } from './queries.ts';
import { type ConclusionReference, conclusionReference } from './records.ts';

/** Refused alike whether the conclusion is hidden from the writer or never existed (THREATS 19). */
export async function conclusionFor(gate: Gate, id: string): Promise<ConclusionReference & { panel: string }> {
  const found = await gate.find(conclusionReference, conclusionById(id));
  const { panel } = found ?? {};
  if (!found || panel === undefined)
    throw new AppError('invalid-input', {
      fields: [{ field: 'conclusionId', messageId: 'input.conclusion', params: {} }],
    });
  return { ...found, panel };
}

/** Throws `invalid-input` naming each field that holds a code which is no member's. */
export function demandAgencies(gate: Gate, given: Record<string, readonly string[]>): void {
  const fields = Object.entries(given)
    .filter(([, codes]) => codes.some((code) => !gate.directory.get(code)))
    .map(([field]) => ({ field, messageId: 'input.agency', params: {} }));
  if (fields.length > 0) throw new AppError('invalid-input', { fields });
}

/** Nothing is asked of an agency that could not see what. */
async function demandSeeing(
  gate: Gate,
  marking: Marking,
  values: Record<string, unknown>,
  asked: readonly string[],
): Promise<void> {
  const blind = asked.length === 0 ? [] : await gate.blindAgencies(actionType, marking, values, asked);
  if (blind.length === 0) return;
  const params = { count: blind.length, agencies: blind.join(', ') };
  throw new AppError('invalid-input', {
    fields: [{ field: 'commitments', messageId: 'input.agencies-cannot-see', params }],
  });
}

/** A day that has passed is rarely meant: the writer says so once more. `confirmed`: the day that was said twice. */
export function demandDayConfirmed(dueOn: string | null, confirmed: unknown, today: string): void {
  if (dueOn === null || dueOn >= today || confirmed === dueOn) return;
  throw new AppError('invalid-input', {
    fields: [{ field: 'dueOn', messageId: 'input.date.past', params: { date: dueOn } }],
  });
}

/** Creates an action that follows up a conclusion, and asks agencies for commitments; returns its id. */
export async function createAction(gate: Gate, body: NewAction): Promise<string> {
  const conclusion = await conclusionFor(gate, body.conclusionId);
  const { title, description, leadAgency, coLeads, priority, dueOn, indicators, lang, marking, state } = body;
  demandAgencies(gate, { leadAgency: [leadAgency], coLeads, commitments: body.commitments });
  const asked = [...new Set(body.commitments)];
  await demandSeeing(gate, marking, { panel: conclusion.panel, leadAgency, coLeads }, asked);
  return gate.create(actionType, {
    marking,
    lang,
    state,
    title,
    ref: { prefix: `${conclusion.ref}-A` },
    values: {
      conclusionId: conclusion.id,
      panel: conclusion.panel,
      description,
      leadAgency,
      coLeads,
      priority,
      dueOn,
      indicators,
    },
    parts: asked.map((agency) => ({
      definition: commitmentType,
      parent: 'actionId',
      draft: { values: { agency } },
    })),
  });
}
