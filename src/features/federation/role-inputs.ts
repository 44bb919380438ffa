import { z } from 'zod';
import { roles } from '../../../policies/vocabulary.ts';
import { agencyInput, idInput, nothing, optionalTextInput, textInput } from '../../gate/input.ts';
import { roleChangeKinds, roleScopes } from '../../gate/role-views.ts';

const number = z
  .string('input.id')
  .regex(/^[1-9]\d{0,8}$/, 'input.id')
  .transform(Number);
export const changeInput = z.object({ params: z.object({ number }), query: nothing, body: nothing });
export const rejectRoleInput = z.object({
  params: z.object({ number }),
  query: nothing,
  body: z.looseObject({ reason: textInput(2000) }),
});
export const assignmentInput = z.object({ params: z.object({ id: idInput }), query: nothing, body: nothing });
export const proposeInput = z.object({
  params: nothing,
  query: nothing,
  body: z.looseObject({
    kind: z.enum(roleChangeKinds, 'input.required'),
    provider: textInput(300),
    subjectId: textInput(256),
    agency: agencyInput,
    role: z.enum(roles, 'input.required'),
    scope: z.enum(roleScopes, 'input.invalid').default('agency'),
    reason: textInput(2000),
  }),
});
export const proposeFormInput = z.object({
  params: nothing,
  query: z.object({
    kind: optionalTextInput(20),
    provider: optionalTextInput(300),
    subjectId: optionalTextInput(256),
    agency: optionalTextInput(40),
    role: optionalTextInput(40),
  }),
  body: nothing,
});
