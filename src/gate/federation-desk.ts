import { refusalsOf } from '../../audit/insight.ts';
import { demand } from './demand.ts';
import type { Exchange } from './exchange.ts';
import { type Federation, refusalDays } from './federation-views.ts';
import type { GateParts } from './parts.ts';

/** What federation operators see: numbers about providers, of nobody in particular. */
export class FederationDesk {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;

  constructor(parts: GateParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  /** Every registered provider with its health. Throws `forbidden`. */
  async health(): Promise<Federation> {
    demand(this.#exchange, 'read', { type: 'identity-provider' });
    const { pool, federation } = this.#parts;
    const since = new Date(Date.now() - refusalDays * 86_400_000).toISOString();
    const [known, signIns, refusals] = await Promise.all([
      federation.known(),
      federation.signIns(),
      refusalsOf(pool, this.#exchange.signedIn.person, since),
    ]);
    this.#exchange.ledger.note('federation.read', { providers: known.length });
    return {
      providers: known.map((provider) => ({
        ...provider,
        ...(signIns.get(provider.entityId) ?? { lastSignIn: null, sessions: 0 }),
        refusals: refusals.filter(({ idp }) => idp === provider.entityId).map(({ idp: _, ...one }) => one),
      })),
      strangers: refusals.filter(({ idp }) => !known.some(({ entityId }) => entityId === idp)),
    };
  }
}
