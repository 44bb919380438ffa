import type { z } from 'zod';
import { AppError, type FieldProblem } from '../errors.ts';

/**
 * One problem a field, under the name that the form and the API use for it. A schema's message is a message id;
 * zod's own messages are English sentences, so they become the generic one.
 */
export function inputProblem(error: z.ZodError): AppError {
  const fields = new Map<string, FieldProblem>();
  for (const issue of error.issues) {
    const path = issue.path.slice(1).map(String);
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [path.join('.')];
    const messageId = issue.code === 'unrecognized_keys' ? 'input.unknown-field' : messageOf(issue.message);
    const more = issue.code === 'custom' ? (issue.params ?? {}) : {};
    for (const field of names)
      if (!fields.has(field)) fields.set(field, { field, messageId, params: { field, ...more } });
  }
  return new AppError('invalid-input', { fields: [...fields.values()] });
}

function messageOf(message: string): string {
  return /^input\.[a-z.-]+$/.test(message) ? message : 'input.invalid';
}
