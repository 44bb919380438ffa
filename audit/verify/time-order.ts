/** What of an entry tells where it belongs. */
export interface Timed {
  index: number;
  /** As the leaf says it: such texts sort like the instants they name. */
  ts: string;
  /** The entry tells of a consultation: written at once, never with a change. */
  reads: boolean;
}

/**
 * Finds the entry that does not stand where its time belongs. Times grow with the index, but for entries of changes: those
 * got their time with the change and their place after it. A reading that is older than the entry before it stands wrong,
 * or that entry does: whichever does not fit the one before both.
 */
export class TimeOrder {
  #last: Timed | null = null;
  #before: Timed | null = null;
  #first: number | null = null;

  /** Index of the first entry out of its place since the start; null when there is none. */
  get first(): number | null {
    return this.#first;
  }

  /** Entries up to here are as they were signed. */
  settle(): void {
    this.#first = null;
  }

  /** Null for an entry that is a hash only: it breaks the row. */
  add(entry: Timed | null): void {
    const [before, last] = [this.#before, this.#last];
    if (entry?.reads && last !== null && entry.ts < last.ts) {
      this.#first ??= before === null || entry.ts >= before.ts ? last.index : entry.index;
    }
    this.#before = entry === null ? null : last;
    this.#last = entry;
  }
}
