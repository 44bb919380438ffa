import { z } from 'zod';
import type { Marking } from '../../../policies/vocabulary.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { AppError } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import { inputProblem } from '../../gate/input-problem.ts';
import { type NewProgress, progressBody } from './action-input.ts';
import type { ActionView } from './records.ts';

const audienceInput = z.object({
  body: z.object({ audience: z.enum(['inherit', 'lead'], 'input.invalid').default('inherit') }),
});

/** A report for those who carry the action alone: lead, originator, and the reporting agency. Throws where the lead is hidden. */
function leadOnly(action: ActionView, agency: string): Marking {
  if (!action.marking || action.leadAgency === undefined)
    throw new AppError('invalid-input', { fields: [{ field: 'audience', messageId: 'input.invalid', params: {} }] });
  const readers = [agency, action.leadAgency, action.marking.originator].map((code) => `agency:${code}`);
  return { ...action.marking, tlp: 'AMBER+STRICT', releasableTo: [...new Set(readers)].sort(), originator: agency };
}

/** Reads the report form of the page: percent, text, and whether it goes to everybody who sees the action. */
export async function readProgressForm(
  gate: Gate,
  actionId: string,
  body: Record<string, unknown>,
): Promise<NewProgress> {
  const { audience, ...rest } = body;
  const chosen = audienceInput.safeParse({ body: { audience } });
  const parsed = z.object({ body: progressBody.omit({ marking: true }) }).safeParse({ body: rest });
  const fields = [chosen, parsed].flatMap((result) => (result.success ? [] : inputProblem(result.error).fields));
  if (!chosen.success || !parsed.success) throw new AppError('invalid-input', { fields });
  if (chosen.data.body.audience === 'inherit') return parsed.data.body;
  return { ...parsed.data.body, marking: leadOnly(await gate.look(actionType, actionId), gate.me.agency) };
}
