import { commitBatch } from './commit.ts';
import type { Composed } from './compose.ts';
import { AuditUnavailable } from './entry.ts';
import type { Receipt } from './receipt.ts';
import type { Ticket } from './ticket.ts';
import type { BatchOptions, Waiting } from './waiting.ts';

const largestBatch = 512;

/**
 * Group commit: one batch in flight, and the next is what came while the former was committing. There is no timer
 * that waits for a batch to fill.
 */
export class GroupCommit {
  readonly #options: BatchOptions;
  readonly #capacity: number;
  readonly #deadline: number;
  #queue: Waiting[] = [];
  #flying: Waiting[] = [];
  #pumping: Promise<void> | null = null;
  #watch: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: BatchOptions) {
    this.#options = options;
    this.#capacity = options.capacity ?? 10_000;
    this.#deadline = options.deadline ?? 2_000;
  }

  async fresh(composed: Composed): Promise<Receipt> {
    const [receipt] = await this.#wait(composed, null);
    if (receipt === undefined) throw new AuditUnavailable('no receipt');
    return receipt;
  }

  async sequence(ticket: Ticket): Promise<Receipt[]> {
    return ticket.keys.length === 0 ? [] : this.#wait(null, ticket);
  }

  async close(): Promise<void> {
    this.#closed = true;
    while (this.#pumping !== null) await this.#pumping;
    if (this.#watch !== null) clearInterval(this.#watch);
  }

  #wait(composed: Composed | null, ticket: Ticket | null): Promise<Receipt[]> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new AuditUnavailable('the log is closed'));
      if (this.#queue.length >= this.#capacity) return reject(new AuditUnavailable('too many entries wait'));
      const deadline = performance.now() + this.#deadline;
      this.#queue.push({ composed, ticket, deadline, settled: false, resolve, reject });
      this.#watch ??= this.#startWatch();
      this.#pumping ??= this.#pump();
    });
  }

  async #pump(): Promise<void> {
    // Requests that arrived in the same turn of the event loop share the first batch.
    await new Promise(setImmediate);
    while (this.#queue.length > 0) {
      this.#flying = this.#queue.splice(0, largestBatch).filter((one) => !one.settled);
      const again = await commitBatch(this.#options, this.#flying);
      this.#flying = [];
      if (again.length > 0) {
        this.#queue.push(...again);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
    this.#pumping = null;
  }

  // A stalled database must not hold answers back for ever: 503 after the deadline. If that commit succeeds later,
  // the log reports an access that was not answered; never the other way round.
  #startWatch(): NodeJS.Timeout {
    const timer = setInterval(() => {
      const now = performance.now();
      for (const one of [...this.#flying, ...this.#queue]) {
        if (one.settled || one.deadline > now) continue;
        one.settled = true;
        one.reject(new AuditUnavailable('the entry was not durable in time'));
      }
      if (this.#pumping === null) {
        clearInterval(timer);
        this.#watch = null;
      }
    }, 50);
    return timer;
  }
}
