import { AppError } from '../errors.ts';
import { commitAct } from './commit.ts';
import { demand } from './demand.ts';
import type { Exchange } from './exchange.ts';
import { noticesOf, takeNote } from './notices.ts';
import type { GateParts } from './parts.ts';
import type { Notice } from './registry-words.ts';

/** What the own agency is told about itself. */
export class NoticeDesk {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;

  constructor(parts: GateParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  /** What nobody of the agency took note of yet; nothing for somebody who may not be told. */
  async open(): Promise<Notice[]> {
    const { sight, ledger, signedIn } = this.#exchange;
    const decision = sight.decide('read', { type: 'notice', own: true });
    if (decision.effect !== 'permit') return [];
    ledger.decided(decision);
    return noticesOf(this.#parts.pool, signedIn.agency);
  }

  /** Everything of the last 90 days. Throws `forbidden`. */
  async all(): Promise<Notice[]> {
    demand(this.#exchange, 'read', { type: 'notice', own: true });
    const notices = await noticesOf(this.#parts.pool, this.#exchange.signedIn.agency, true);
    this.#exchange.ledger.note('notice.read', { notices: notices.length });
    return notices;
  }

  /** Takes note for the agency. Throws `not-found`. */
  async seen(id: string): Promise<void> {
    demand(this.#exchange, 'update', { type: 'notice', own: true });
    const { ledger, signedIn } = this.#exchange;
    ledger.resource = { type: 'notice', id };
    await commitAct(this.#parts, this.#exchange, async (tx) => {
      if (!(await takeNote(tx, id, signedIn.agency, signedIn.person))) throw new AppError('not-found');
      return [{ resource: { type: 'notice', id } }];
    });
  }
}
