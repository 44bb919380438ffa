import { z } from 'zod';
import {
  actions,
  assurances,
  caveats,
  classifications,
  phases,
  purposes,
  resourceTypes,
  roles,
  tlps,
} from '../../../policies/vocabulary.ts';
import { nothing, optionalTextInput, textInput, versionInput } from '../../gate/input.ts';

/** Numbers of versions and changes are one series. */
const number = z
  .string('input.policy.version')
  .regex(/^[1-9]\d{0,8}$/, 'input.policy.version')
  .transform(Number);
export const versionParams = z.object({ version: number });
export const byVersion = z.object({ params: versionParams, query: nothing, body: nothing });
/** A step that carries nothing but perhaps the version of the change that was looked at. */
export const stepInput = z.object({
  params: versionParams,
  query: nothing,
  body: z.looseObject({ version: versionInput.optional() }),
});
export const reasonInput = z.object({
  params: versionParams,
  query: nothing,
  body: z.looseObject({ reason: textInput(2000) }),
});
export const rollbackInput = z.object({
  params: versionParams,
  query: nothing,
  body: z.looseObject({
    reason: textInput(2000),
    to: z.preprocess(
      (value) => (value === '' ? undefined : value),
      z.coerce
        .number('input.policy.version')
        .int('input.policy.version')
        .min(1, 'input.policy.version')
        .max(999_999_999, 'input.policy.version')
        .optional(),
    ),
  }),
});

/** `rules/panel.yaml` */
const filePath = z.string('input.policy.file-name').regex(/^(rules|cases)\/[^/]{1,100}$/, 'input.policy.file-name');
/** A document as it was typed: its lines are what problems name. What no database could keep is refused. */
const documentText = z
  .string('input.required')
  .max(256 * 1024, 'input.too-long')
  .refine((text) => !text.includes('\0') && !/\p{Surrogate}/u.test(text), 'input.invalid');

const titles = { title: textInput(200), reason: textInput(2000) };
export const draftInput = z.object({
  params: nothing,
  query: nothing,
  body: z.strictObject({
    ...titles,
    edits: z
      .array(z.strictObject({ file: filePath, text: documentText.nullable() }), 'input.invalid')
      .max(50, 'input.invalid')
      .default([]),
  }),
});
export const draftPageInput = z.object({
  params: nothing,
  query: nothing,
  body: z.looseObject({ ...titles, file: optionalTextInput(120) }),
});
export const saveInput = z.object({
  params: versionParams,
  query: nothing,
  body: z.strictObject({ file: filePath, text: documentText.nullable(), version: versionInput }),
});
/** From the form; `remove` and `restore` are its other buttons. */
export const savePageInput = z.object({
  params: versionParams,
  query: nothing,
  body: z.looseObject({
    file: filePath,
    text: documentText,
    version: versionInput,
    remove: z.string().optional(),
    restore: z.string().optional(),
  }),
});
export const fileInput = z.object({
  params: versionParams,
  query: z.object({ file: z.union([z.literal(''), filePath], 'input.policy.file-name').default('') }),
  body: nothing,
});
export const newFileInput = z.object({
  params: versionParams,
  query: z.object({ file: filePath }),
  body: nothing,
});

const ruleFilter = z.object({
  q: optionalTextInput(100),
  type: z.union([z.literal(''), z.enum(resourceTypes)], 'input.invalid').default(''),
  effect: z.union([z.literal(''), z.enum(['permit', 'forbid'])], 'input.invalid').default(''),
});
export const filterInput = z.object({ params: nothing, query: ruleFilter, body: nothing });
export const versionFilterInput = z.object({ params: versionParams, query: ruleFilter, body: nothing });
export type RuleFilter = z.infer<typeof filterInput>['query'];
export const noInput = z.object({ params: nothing, query: nothing, body: nothing });

const several = <T extends z.ZodType>(one: T) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : [value].flat()),
    z.array(one).max(30, 'input.invalid'),
  );
const word = optionalTextInput(100);
const tokens = optionalTextInput(500).transform((text) => text.split(/[\s,]+/).filter(Boolean));
const choice = <T extends readonly [string, ...string[]]>(words: T, fallback: T[number]) =>
  z.enum(words, 'input.invalid').default(fallback);

/** The question of "try as a person", as the address carries it. */
export const tryInput = z.object({
  params: nothing,
  query: z.object({
    ask: word,
    person: word,
    agency: word,
    role: choice(roles, 'liaison-officer'),
    clearance: choice(classifications, 'OFFICIAL'),
    purpose: z.union([z.literal(''), z.enum(purposes)], 'input.invalid').default(''),
    assurance: choice(assurances, 'mfa'),
    action: choice(actions, 'read'),
    type: choice(resourceTypes, 'follow-up-action'),
    class: z.union([z.literal(''), number], 'input.invalid').default(''),
    classification: choice(classifications, 'OFFICIAL'),
    tlp: choice(tlps, 'GREEN'),
    panel: word,
    phase: choice(phases, 'live'),
    releasableTo: tokens,
    except: tokens,
    caveats: several(z.enum(caveats, 'input.invalid')),
    purposes: several(z.enum(purposes, 'input.invalid')),
    originator: word,
    related: word,
    against: z.union([z.literal(''), number], 'input.invalid').default(''),
  }),
  body: nothing,
});
export type TryQuery = z.infer<typeof tryInput>['query'];
