import { randomInt } from 'node:crypto';
import { commitmentType } from '../../content/commitment.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { AppError } from '../../errors.ts';
import type { Relation } from '../../gate/draft.ts';
import type { Gate } from '../../gate/gate.ts';
import type { NewAction } from './action-input.ts';
import { conclusionById } from './queries.ts';
import { type ConclusionReference, conclusionReference } from './records.ts';

// Without letters and digits that are read for one another.
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Four random characters: a sequence would tell that a hidden neighbour exists (THREATS 49). */
export function randomPart(): string {
  return Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Lead and co-lead agencies as relations: they see what they are to carry out. */
export function leadRelations(lead: string, coLeads: readonly string[]): Relation[] {
  return [
    { token: `agency:${lead}`, kind: 'lead' },
    ...coLeads.map((agency) => ({ token: `agency:${agency}`, kind: 'co-lead' as const })),
  ];
}

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

/** Creates an action that follows up a conclusion, and asks agencies for commitments; returns its id. */
export async function createAction(gate: Gate, body: NewAction): Promise<string> {
  const conclusion = await conclusionFor(gate, body.conclusionId);
  const { title, description, leadAgency, coLeads, priority, dueOn, indicators, lang, marking, state } = body;
  demandAgencies(gate, { leadAgency: [leadAgency], coLeads, commitments: body.commitments });
  const attributes = { state, lead: leadAgency, coLeads };
  return gate.create(actionType, {
    marking,
    panel: conclusion.panel,
    lang,
    state,
    title,
    ref: `${conclusion.ref}-A-${randomPart()}`,
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
    attributes,
    relations: leadRelations(leadAgency, coLeads),
    parts: [...new Set(body.commitments)].map((agency) => ({
      definition: commitmentType,
      parent: 'actionId',
      draft: { values: { agency }, attributes: { ...attributes, agency } },
    })),
  });
}
