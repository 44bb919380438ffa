import { createHash } from 'node:crypto';

// A statement is prepared once a connection when it comes for the third time. Both limits keep memory in bounds, here and
// in the server: filters make ever new texts, and what a reader types in must not be kept for ever.
const preparedFrom = 3;
const mostPrepared = 200;
const mostCounted = 1000;

/**
 * Names for statements that come again. Planning a guarded query costs up to ten times its execution; under a name,
 * PostgreSQL keeps its plan for as long as the connection lives.
 */
export class StatementNames {
  readonly #uses = new Map<string, number>();
  readonly #names = new Map<string, string>();

  /** The name to prepare the text under; undefined = run it once, unprepared. */
  nameOf(text: string): string | undefined {
    return this.#names.get(text) ?? this.#count(text);
  }

  #count(text: string): string | undefined {
    if (this.#names.size >= mostPrepared) return undefined;
    const uses = (this.#uses.get(text) ?? 0) + 1;
    if (uses >= preparedFrom) {
      this.#uses.delete(text);
      // PostgreSQL cuts names at 63 bytes; 144 bits of a hash fit and never meet by chance.
      const name = `run_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
      this.#names.set(text, name);
      return name;
    }
    if (this.#uses.size >= mostCounted) this.#uses.clear();
    this.#uses.set(text, uses);
    return undefined;
  }
}

/** Those of this process: one connection prepares no more than these, whoever asks. */
export const statementNames = new StatementNames();
