import { z } from 'zod';
import { commitmentAxes, firstActionStates } from '../../content/action-states.ts';
import { priorities } from '../../content/follow-up-action.ts';
import { contentLanguages } from '../../content/languages.ts';
import {
  agencyInput,
  dateInput,
  freeTextInput,
  idInput,
  markingInput,
  optionalDateInput,
  optionalTextInput,
  textInput,
  versionInput,
} from '../../gate/input.ts';
import { localPath } from '../../gate/local-path.ts';
import { moveBody } from '../../record/room-declaration.ts';

// A single checkbox arrives as a string, several as a list, none not at all.
const agencyCodes = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(agencyInput).max(60, 'input.too-long'),
);

/** The fields of an action that its editors type. */
export const actionFields = {
  title: textInput(200),
  description: textInput(5000),
  leadAgency: agencyInput,
  coLeads: agencyCodes,
  priority: z.enum(priorities, 'input.priority').default('normal'),
  dueOn: optionalDateInput,
  indicators: optionalTextInput(2000),
  lang: z.enum(contentLanguages, 'input.language').default('en'),
};

/** An id that is chosen from a list: whoever chose nothing is told so, not how ids look. */
const conclusionInput = z.string('input.conclusion').min(1, 'input.conclusion').pipe(idInput);

export const newActionBody = z.strictObject({
  ...actionFields,
  conclusionId: conclusionInput,
  marking: markingInput,
  state: z.enum(firstActionStates, 'input.state').default('OPEN'),
  /** Agencies that are asked to commit themselves. */
  commitments: agencyCodes,
});
export type NewAction = z.infer<typeof newActionBody>;

export const editedActionBody = z.strictObject({
  version: versionInput,
  title: actionFields.title.optional(),
  description: actionFields.description.optional(),
  leadAgency: agencyInput.optional(),
  coLeads: z.array(agencyInput).max(60, 'input.too-long').optional(),
  priority: z.enum(priorities, 'input.priority').optional(),
  dueOn: z.union([z.null(), dateInput]).optional(),
  indicators: freeTextInput(2000).optional(),
  lang: z.enum(contentLanguages, 'input.language').optional(),
  marking: markingInput.optional(),
});

/** On the page, closing an action that agencies are still asked about is ticked first. */
export const pageMoveBody = moveBody.extend({ confirm: z.literal('CLOSED', 'input.invalid').optional() });
export type PageMove = z.infer<typeof pageMoveBody>;
export const commitmentMoveBody = moveBody.extend({ axis: z.enum(commitmentAxes, 'input.axis') });

/** On a page an answer may come from elsewhere than the action's own, and leads back there. */
export const pageCommitmentMoveBody = commitmentMoveBody.extend({
  returnTo: z
    .string()
    .optional()
    .transform((wish) => (wish === undefined ? null : localPath(wish))),
});

export const proposalBody = z.strictObject({ agency: agencyInput });

const wholePercent = z.coerce
  .number('input.percent')
  .int('input.percent')
  .min(0, 'input.percent')
  .max(100, 'input.percent');
/** `40` or `40%`; an empty field is no 0. */
const percentInput = z.preprocess((value) => {
  if (typeof value !== 'string') return value;
  const digits = value.replace(/\s*%\s*$/, '').trim();
  return digits === '' ? undefined : digits;
}, wholePercent);

export const progressBody = z.strictObject({
  percent: percentInput,
  text: textInput(2000),
  /** Absent: the action's own marking. */
  marking: markingInput.optional(),
});
export type NewProgress = z.infer<typeof progressBody>;
