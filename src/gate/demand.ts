import type { ControlResource, Resource } from '../../policies/resource.ts';
import type { Action } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import type { Exchange } from './exchange.ts';
import type { ReaderParts } from './reader.ts';

/** Decides, notes the rules in the ledger, and throws `forbidden` where the answer is no. */
export function demand(exchange: Exchange, action: Action, resource: Resource | ControlResource): void {
  const decision = exchange.sight.decide(action, resource);
  exchange.ledger.decided(decision);
  if (decision.effect !== 'permit') throw new AppError('forbidden');
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
