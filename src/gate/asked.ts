import type { Decision } from '../../policies/decide.ts';
import { AppError } from '../errors.ts';

/**
 * What a denial asks of a person, as the problem to tell: `step-up-required`, `purpose-required`, or null where nothing that
 * they could do would lift it. Signing in again comes first: a purpose belongs to the session.
 */
export function askedBy({ requires }: Pick<Decision, 'requires'>): AppError | null {
  if (requires.length === 0) return null;
  const signIn = requires.some((one) => one !== 'purpose');
  return new AppError(signIn ? 'step-up-required' : 'purpose-required', { requires });
}
