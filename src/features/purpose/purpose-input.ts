import { z } from 'zod';
import { purposes } from '../../../policies/vocabulary.ts';
import { nothing, textInput } from '../../gate/input.ts';
import { localPath } from '../../gate/local-path.ts';

const fields = {
  code: z.enum(purposes, 'input.purpose'),
  legalBasis: textInput(300),
  /** Case, file or task: what an auditor needs to find the reason again. */
  reference: textInput(120),
};
const returnTo = z.unknown().optional().transform(localPath);

/** `held`: a form was sent, and not accepted; what was typed stays kept. */
const formQuery = z.object({ returnTo, held: z.unknown().optional() });
export const formInput = z.object({ params: nothing, query: formQuery, body: nothing });
export const statedInput = z.object({ params: nothing, query: nothing, body: z.object({ ...fields, returnTo }) });
export const apiInput = z.object({ params: nothing, query: nothing, body: z.strictObject(fields) });

export const purposeOutput = z.object({ code: z.enum(purposes), legalBasis: z.string(), reference: z.string() });
export type PurposeText = z.infer<typeof purposeOutput>;
