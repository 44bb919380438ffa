import { z } from 'zod';
import { classifications, purposes } from '../../../policies/vocabulary.ts';
import type { RegistrationForm } from '../../gate/federation-views.ts';
import { agencyInput, idInput, nothing, optionalDateInput, optionalTextInput, textInput } from '../../gate/input.ts';
import { suspensionKinds } from '../../gate/registry-words.ts';

export const noInput = z.object({ params: nothing, query: nothing, body: nothing });

const number = z
  .string('input.id')
  .regex(/^[1-9]\d{0,8}$/, 'input.id')
  .transform(Number);
const numberParams = z.object({ number });
export const byNumber = z.object({ params: numberParams, query: nothing, body: nothing });
export const pinInput = z.object({
  params: numberParams,
  query: nothing,
  body: z.looseObject({ fingerprint: textInput(1000) }),
});
export const rejectInput = z.object({
  params: numberParams,
  query: nothing,
  body: z.looseObject({ reason: textInput(2000) }),
});

/** Checkboxes send one value or several, programs a list, and lines of a text area are a list too. */
const listed = <One extends z.ZodType>(one: One, most = 50) =>
  z.preprocess(
    (value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value),
    z.array(one, 'input.invalid').max(most, 'input.too-long'),
  );
const lines = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(/[\s,;]+/).filter(Boolean) : value),
  z
    .array(z.string('input.invalid').max(253, 'input.too-long'), 'input.required')
    .min(1, 'input.required')
    .max(50, 'input.too-long'),
);
const flag = z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean());

/** `name = URN`, a line each, or an object. */
const attributeNames = z.preprocess(
  (value, context) => {
    if (typeof value !== 'string') return value ?? {};
    const pairs = value.split('\n').flatMap((line) => {
      if (line.trim() === '') return [];
      const [, name, urn] = /^\s*([A-Za-z]{1,40})\s*=\s*(\S{1,256})\s*$/.exec(line) ?? [];
      if (!name || !urn) {
        context.addIssue({
          code: 'custom',
          message: 'input.provider.attribute-line',
          params: { line: line.slice(0, 80), example: 'clearance = urn:example:clearance' },
        });
        return [];
      }
      return [[name, urn] as const];
    });
    return Object.fromEntries(pairs);
  },
  z.record(z.string(), z.string().max(256, 'input.too-long')),
);

const registration = {
  alias: z.string('input.required').regex(/^[a-z0-9-]{1,40}$/, 'input.provider.alias'),
  metadata: z
    .string('input.required')
    .min(1, 'input.required')
    .max(200 * 1024, 'input.too-long'),
  entityId: optionalTextInput(1024),
  agencies: listed(agencyInput).refine((codes) => codes.length > 0, 'input.required'),
  scopes: lines,
  clearance: z.enum(classifications, 'input.required'),
  purposes: listed(z.enum(purposes, 'input.invalid')),
  signature: z.enum(['both', 'response', 'assertion'], 'input.required').default('both'),
  mfa: flag,
  allowCbc: flag,
  trustedUntil: optionalDateInput,
  attributes: attributeNames,
} satisfies Record<keyof RegistrationForm, z.ZodType>;

export const applyInput = z.object({
  params: nothing,
  query: nothing,
  body: z.looseObject({ ...registration, reason: textInput(2000) }),
});

export const kindInput = z.enum(suspensionKinds, 'input.required');
export const suspendInput = z.object({
  params: nothing,
  query: nothing,
  body: z.looseObject({ kind: kindInput, subject: textInput(300), reason: textInput(2000) }),
});
export const suspendFormInput = z.object({
  params: nothing,
  query: z.object({ kind: kindInput.optional().catch(undefined), subject: optionalTextInput(300) }),
  body: nothing,
});
export const byId = z.object({ params: z.object({ id: idInput }), query: nothing, body: nothing });
export const endInput = z.object({
  params: z.object({ id: idInput }),
  query: nothing,
  body: z.looseObject({ reason: textInput(2000) }),
});
