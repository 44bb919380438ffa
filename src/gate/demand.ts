import type { Decision } from '../../policies/decide.ts';
import type { ControlResource, Resource } from '../../policies/resource.ts';
import type { Action } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { askedBy } from './asked.ts';
import type { Exchange } from './exchange.ts';
import type { ReaderParts } from './reader.ts';

/** PEP: decides, notes the decision, and throws unless it permits: what would lift the denial where something would, else `forbidden`. */
export function demand(exchange: Exchange, action: Action, resource: Resource | ControlResource): Decision {
  const decision = exchange.sight.decide(action, resource);
  exchange.ledger.decided(decision);
  if (decision.effect === 'permit') return decision;
  throw askedBy(decision) ?? new AppError('forbidden');
}

/**
 * As `demand`, under the policy as it is now: what is written next must not fail because this instance had not yet heard that
 * the policy, a role or an agency changed. Where nothing is written, the door's own freshness is enough.
 */
export async function demandNow(
  { policies, sights }: Pick<ReaderParts, 'policies' | 'sights'>,
  exchange: Exchange,
  action: Action,
  resource: ControlResource,
): Promise<void> {
  await policies.confirm();
  if (exchange.sight.epoch !== policies.epoch) exchange.sight = sights.of(exchange.signedIn);
  demand(exchange, action, resource);
}
