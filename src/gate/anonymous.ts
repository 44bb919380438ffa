import type { AuditLog, Receipt } from '../../audit/append.ts';
import { requestParts } from './entry.ts';
import type { RequestFacts } from './exchange.ts';

const mostPerMinute = 100;

/**
 * Requests without a session are in the log too, but a flood of them must not fill it: at most 100 entries a minute,
 * and the next entry after that says how many were not written one by one (THREATS 5).
 */
export class AnonymousRefusals {
  readonly #audit: AuditLog;
  #minute = 0;
  #written = 0;
  #suppressed = 0;

  constructor(audit: AuditLog) {
    this.#audit = audit;
  }

  async note(facts: RequestFacts, status: number, reason = 'no-session'): Promise<Receipt | undefined> {
    const minute = Math.floor(Date.now() / 60_000);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#written = 0;
    }
    if (this.#written >= mostPerMinute) {
      this.#suppressed += 1;
      return undefined;
    }
    this.#written += 1;
    const suppressed = this.#suppressed;
    this.#suppressed = 0;
    try {
      return await this.#append(facts, status, reason, suppressed + 1);
    } catch (error) {
      // What could not be written is still owed: the next entry counts it.
      this.#suppressed += suppressed;
      this.#written -= 1;
      throw error;
    }
  }

  #append(facts: RequestFacts, status: number, reason: string, count: number): Promise<Receipt> {
    return this.#audit.append({
      action: 'session.refused',
      outcome: 'deny',
      actor: null,
      recipient: { agency: '', country: '', channel: facts.surface },
      ...requestParts(facts, status),
      detail: { reason, count },
    });
  }
}
