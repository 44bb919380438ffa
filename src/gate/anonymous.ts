import type { AuditLog, Receipt } from '../../audit/append.ts';
import { requestParts } from './entry.ts';
import type { RequestFacts } from './exchange.ts';

/** One request that was not written by itself: the summary speaks of the last one. */
interface Uncounted {
  facts: RequestFacts;
  status: number;
  reason: string;
}

/**
 * Requests without a session are in the log too, but a flood of them must not fill it: so many entries a minute, and what
 * came beyond them is one entry with a count, at the latest when the minute is over or the portal stops (THREATS 5).
 */
export class AnonymousRefusals {
  readonly #audit: AuditLog;
  readonly #mostPerMinute: number;
  readonly #timer: NodeJS.Timeout;
  #written = 0;
  #counted = 0;
  #last: Uncounted | null = null;

  constructor(audit: AuditLog, mostPerMinute = 100) {
    this.#audit = audit;
    this.#mostPerMinute = mostPerMinute;
    this.#timer = setInterval(() => void this.nextMinute().catch(() => undefined), 60_000);
    this.#timer.unref();
  }

  /** @returns the receipt of the entry, or nothing when the request was only counted */
  async note(facts: RequestFacts, status: number, reason = 'no-session'): Promise<Receipt | undefined> {
    const one = { facts, status, reason };
    if (this.#written >= this.#mostPerMinute) {
      this.#counted += 1;
      this.#last = one;
      return undefined;
    }
    this.#written += 1;
    return this.#append(one, 1);
  }

  /** Writes what was only counted, and begins to write one by one again. Throws when the log cannot be written. */
  async nextMinute(): Promise<void> {
    this.#written = 0;
    const [last, count] = [this.#last, this.#counted];
    if (last === null) return;
    this.#last = null;
    this.#counted = 0;
    try {
      await this.#append(last, count);
    } catch (error) {
      // What could not be written is still owed.
      this.#counted += count;
      this.#last ??= last;
      throw error;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.nextMinute();
  }

  #append({ facts, status, reason }: Uncounted, count: number): Promise<Receipt> {
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
