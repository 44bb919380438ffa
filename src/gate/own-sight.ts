import type { Resource } from '../../policies/resource.ts';
import { AppError } from '../errors.ts';
import { askedBy } from './asked.ts';
import { relatedTokens } from './audience.ts';
import type { Relation } from './draft.ts';
import type { Sight } from './sight.ts';

/**
 * Nobody writes what they could not read afterwards: the answer would be a refusal of something that was stored.
 * Throws what would help, as `askedBy` says it, where something would; `invalid-input` naming the marking else. The system itself is exempt.
 */
export function demandReadable(sight: Sight, resource: Resource, relations: readonly Relation[]): void {
  if (sight.subject.person.startsWith('system:')) return;
  const related = relatedTokens(resource.tlp, relations).some((token) => sight.tokens.includes(token));
  const decision = sight.decide('read', { ...resource, related });
  if (decision.effect === 'permit') return;
  const asked = askedBy(decision);
  if (asked) throw asked;
  throw new AppError('invalid-input', {
    fields: [{ field: 'marking', messageId: 'input.marking.not-for-you', params: {} }],
  });
}
