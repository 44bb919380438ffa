import type pg from 'pg';
import { refusalsOf } from '../../audit/insight.ts';
import { demand } from './demand.ts';
import type { Exchange } from './exchange.ts';
import { type Federation, type ProviderHealth, refusalDays } from './federation-views.ts';
import type { GateParts } from './parts.ts';

const signInsSql = `SELECT idp, to_char(max(signed_in_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS last, count(*) FILTER (WHERE ended_at IS NULL AND expires_at > now()) AS open
  FROM session GROUP BY idp`;

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
    const [signIns, refusals] = await Promise.all([
      signInsOf(pool),
      refusalsOf(pool, this.#exchange.signedIn.person, since),
    ]);
    const known = federation.known();
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

async function signInsOf(pool: pg.Pool): Promise<Map<string, Pick<ProviderHealth, 'lastSignIn' | 'sessions'>>> {
  const { rows } = await pool.query<{ idp: string; last: string; open: string }>(signInsSql);
  return new Map(rows.map(({ idp, last, open }) => [idp, { lastSignIn: last, sessions: Number(open) }]));
}
