import type { Pool } from 'pg';
import { type Checkpoint, storedCheckpoints } from './stored-checkpoint.ts';
import type { CompactRange } from './tree.ts';

interface PathProblem {
  code: 'root' | 'signature';
  index: number | null;
  until?: number;
}

type Stored = { size: number; checkpoint: Checkpoint | null };

/**
 * Every stored checkpoint, held against the tree as it grows. The first whose root differs bounds the fault: it lies behind
 * the last one that agreed.
 */
export class SignedPath {
  readonly problems: PathProblem[] = [];
  readonly #stored: AsyncGenerator<Stored>;
  #next: Stored | null = null;
  #agreed = 0;
  #differs = false;

  private constructor(stored: AsyncGenerator<Stored>) {
    this.#stored = stored;
  }

  /** The checkpoints of at most `size` entries. */
  static async of(pool: Pool, vkey: string, size: number): Promise<SignedPath> {
    const path = new SignedPath(storedCheckpoints(pool, vkey, size));
    await path.#step();
    return path;
  }

  /** To be called with the empty tree and after every leaf. */
  async compare(tree: CompactRange): Promise<void> {
    while (this.#next !== null && this.#next.size === tree.size) {
      this.#hold(this.#next, tree);
      await this.#step();
    }
  }

  #hold({ size, checkpoint }: Stored, tree: CompactRange): void {
    if (checkpoint === null) {
      this.problems.push({ code: 'signature', index: size === 0 ? null : size - 1 });
    } else if (!this.#differs && !tree.root().equals(checkpoint.root)) {
      // All roots behind the first wrong one are wrong with it.
      this.#differs = true;
      this.problems.push({ code: 'root', index: this.#agreed, until: Math.max(this.#agreed, size - 1) });
    } else if (!this.#differs) {
      this.#agreed = size;
    }
  }

  async #step(): Promise<void> {
    const { value, done } = await this.#stored.next();
    this.#next = done === true ? null : value;
  }
}
