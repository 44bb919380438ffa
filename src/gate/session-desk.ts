import type pg from 'pg';
import { inTransaction } from '../../db/transaction.ts';
import type { PurposeCode } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { entryOf } from './entry.ts';
import type { Exchange } from './exchange.ts';
import type { GateParts } from './parts.ts';
import type { StatedPurpose } from './signed-in.ts';

/** What a person may do with the own session: state a purpose, end it. */
export class SessionDesk {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;

  constructor(parts: GateParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  /** The purpose stated last, so that "continue as yesterday" is one button. */
  lastPurpose(): Promise<StatedPurpose | null> {
    return this.#parts.sessions.lastPurpose(this.#exchange.signedIn.person);
  }

  /** States the purpose of this session. Throws `invalid-input` when it is none of the person's purposes. */
  async statePurpose(purpose: { code: PurposeCode; legalBasis: string; reference: string }): Promise<void> {
    const { signedIn, sight, ledger } = this.#exchange;
    if (!signedIn.purposes.includes(purpose.code)) {
      throw new AppError('invalid-input', {
        fields: [
          { field: 'code', messageId: 'input.purpose.not-yours', params: { allowed: signedIn.purposes.join(', ') } },
        ],
      });
    }
    const decision = sight.decide('update', { type: 'session', own: true });
    ledger.decided(decision);
    if (decision.effect !== 'permit') throw new AppError('forbidden');
    const last = await this.lastPurpose();
    ledger.note('session.purpose', { code: purpose.code, continued: last !== null && samePurpose(last, purpose) });
    const stated = { ...purpose, statedAt: new Date().toISOString() };
    await this.#change((tx) => this.#parts.sessions.statePurpose(tx, signedIn, stated), stated);
  }

  /** Ends the session: the token is worthless from the commit on. */
  async end(because: string): Promise<void> {
    this.#exchange.ledger.note('auth.logout', { because: 'signed-out', idp: this.#exchange.signedIn.idp });
    await this.#change((tx) => this.#parts.sessions.end(tx, this.#exchange.signedIn, because));
  }

  async #change(work: (tx: pg.PoolClient) => Promise<void>, stated?: StatedPurpose): Promise<void> {
    const { event, action, status } = this.#exchange.success;
    const entry = entryOf(this.#exchange, event, action, 'permit', status);
    const { code, legalBasis, reference } = stated ?? {};
    const purpose = code
      ? { purpose: { code, legalBasis: legalBasis ?? '', reference: reference ?? '', stated: true } }
      : {};
    const ticket = await inTransaction(this.#parts.pool, async (tx) => {
      await work(tx);
      return this.#parts.audit.appendIn(tx, [{ ...entry, ...purpose }]);
    });
    this.#exchange.ledger.tickets.push(ticket);
  }
}

/** "Continue as yesterday": the same purpose for the same case. */
function samePurpose(last: StatedPurpose, now: Omit<StatedPurpose, 'statedAt'>): boolean {
  return last.code === now.code && last.legalBasis === now.legalBasis && last.reference === now.reference;
}
