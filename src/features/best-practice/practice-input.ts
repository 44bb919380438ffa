import { z } from 'zod';
import { evidenceLevels, firstPracticeStates } from '../../content/best-practice.ts';
import { contentLanguages } from '../../content/languages.ts';
import { freeTextInput, markingInput, optionalTextInput, textInput, versionInput } from '../../gate/input.ts';

const part = textInput(5000);

/** The fields of a practice that its editors type: the first four are all that sharing asks for. */
export const practiceFields = {
  title: textInput(200),
  problem: part,
  response: part,
  results: part,
  lang: z.enum(contentLanguages, 'input.language').default('en'),
  evidence: z.enum(evidenceLevels, 'input.evidence').default('unknown'),
  assessment: optionalTextInput(5000),
  cost: optionalTextInput(2000),
  transferability: optionalTextInput(5000),
  harms: optionalTextInput(5000),
};
export type PracticeField = keyof typeof practiceFields;

export const newPracticeBody = z.strictObject({
  ...practiceFields,
  /** Reference of the panel whose subject it touches; empty or absent = none. */
  panel: z
    .string('input.panel')
    .regex(/^[A-Z0-9-]{0,30}$/, 'input.panel')
    .default(''),
  marking: markingInput,
  state: z.enum(firstPracticeStates, 'input.state').default('SHARED'),
});
export type NewPractice = z.infer<typeof newPracticeBody>;

export const editedPracticeBody = z.strictObject({
  version: versionInput,
  title: practiceFields.title.optional(),
  problem: part.optional(),
  response: part.optional(),
  results: part.optional(),
  lang: z.enum(contentLanguages, 'input.language').optional(),
  evidence: z.enum(evidenceLevels, 'input.evidence').optional(),
  assessment: freeTextInput(5000).optional(),
  cost: freeTextInput(2000).optional(),
  transferability: freeTextInput(5000).optional(),
  harms: freeTextInput(5000).optional(),
  marking: markingInput.optional(),
});
export type EditedPractice = z.infer<typeof editedPracticeBody>;

export const moveBody = z.strictObject({
  to: z.string('input.state').max(40, 'input.state'),
  reason: optionalTextInput(1000),
  version: versionInput,
});
