import { z } from 'zod';
import type { Marking } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import type { AnyDefinition } from '../gate/definition.ts';
import type { AgencyEntry } from '../gate/directory.ts';
import type { Gate } from '../gate/gate.ts';
import { inputProblem } from '../gate/input-problem.ts';
import type { NamedPerson } from '../gate/people.ts';
import type { Audience } from '../ui/marking/audience.ts';
import { plainChoice, type ShareChoice, type ShareContext } from '../ui/marking/choice.ts';
import { markingFromChoice } from '../ui/marking/presets.ts';
import { readShareForm } from '../ui/marking/read-form.ts';

/** A field of a submitted form as text, whatever was sent. */
export const textOf = (value: unknown, fallback = ''): string => (typeof value === 'string' ? value : fallback);

/** Who writes, and in which panel. */
export function contextOf(gate: Gate, panel: string | null): ShareContext {
  const { agency, country, person } = gate.me;
  return { agency, country, person, panel };
}

/** What was typed and whom it is shared with, read by a schema; or every problem with its field. Throws `invalid-input`. */
export function readMarkedForm<Read>(
  gate: Gate,
  body: Record<string, unknown>,
  { schema, values, panel }: { schema: z.ZodType<Read>; values: Record<string, unknown>; panel: string | null },
): Read {
  const { choice, problems } = readShareForm(body);
  const marking: Marking = markingFromChoice(choice ?? plainChoice('agencies'), contextOf(gate, panel));
  const parsed = z.object({ body: schema }).safeParse({ body: { ...values, marking } });
  const fields = parsed.success ? [] : inputProblem(parsed.error).fields;
  const share = problems.map(({ field, messageId }) => ({ field, messageId, params: {} }));
  if (!parsed.success || share.length > 0) throw new AppError('invalid-input', { fields: [...fields, ...share] });
  return parsed.data.body as Read;
}

/** How many would see it, as it stands in the form; null while the marking itself has a problem. */
export async function audienceOf(
  gate: Gate,
  definition: AnyDefinition,
  body: Record<string, unknown>,
  { panel, ...values }: { panel: string | null } & Record<string, unknown>,
): Promise<Audience | null> {
  const { choice } = readShareForm(body);
  if (!choice) return null;
  const marking = markingFromChoice(choice, contextOf(gate, panel));
  const audience = await gate.previewAudience(definition, marking, { panel, ...values }).catch(nullIfInvalid);
  return (
    audience && { people: audience.people, agencies: audience.agencies.length, privateMembers: audience.privateMembers }
  );
}

function nullIfInvalid(error: unknown): null {
  if (error instanceof AppError && error.code === 'invalid-input') return null;
  throw error;
}

/** What "Share with" offers, and what stands in it. */
export interface ShareOffer {
  choice: ShareChoice;
  agencies: AgencyEntry[];
  people: NamedPerson[];
  /** What people were looked for by; null while all of them are listed. */
  findPeople: string | null;
  me: { person: string; agency: string; country: string };
  panel: string | null;
  audience: Audience | null;
}

/** The agencies and people that a marking may name, with those that were chosen or looked for. */
export async function shareOffer(
  gate: Gate,
  choice: ShareChoice,
  { body, panel }: { body?: Record<string, unknown> | undefined; panel: string | null },
): Promise<Omit<ShareOffer, 'audience'>> {
  const { agency, country, person } = gate.me;
  const find = textOf(body?.findPeople);
  const { people, more } = await gate.people({ find, keep: choice.people });
  return {
    choice,
    agencies: gate.agencies(),
    people: people.filter(({ id }) => id !== person),
    findPeople: more || find !== '' ? find : null,
    me: { person, agency, country },
    panel,
  };
}
