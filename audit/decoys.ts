import { createHash } from 'node:crypto';

/** Steps to which the number of originators is filled up: 1, 4, 16, 64, … (THREATS 1). */
export function paddedCount(count: number): number {
  if (count === 0) return 0;
  let step = 1;
  while (step < count) step *= 4;
  return step;
}

/**
 * Names of further agencies, whose empty parts fill a leaf up to the next step. A part named `pad:1` would tell that
 * it is filling; a part named after another agency does not, as long as it stays closed. One set of originators always
 * gets the same decoys, else two lists of the same records laid side by side would tell which names are true.
 */
export class Decoys {
  readonly #secret: Uint8Array;
  readonly #agencies: readonly string[];
  readonly #chosen = new Map<string, string[]>();

  constructor(secret: Uint8Array, agencies: readonly string[]) {
    this.#secret = secret;
    this.#agencies = agencies;
  }

  /** As many other agencies as are wanting to the next step, or as many as there are. */
  for(originators: readonly string[]): string[] {
    const wanting = paddedCount(originators.length) - originators.length;
    if (wanting === 0) return [];
    const set = [...originators].sort().join(' ');
    const known = this.#chosen.get(set);
    if (known !== undefined) return known;
    const chosen = this.#choose(set, new Set(originators)).slice(0, wanting);
    if (this.#chosen.size >= 5_000) this.#chosen.clear();
    this.#chosen.set(set, chosen);
    return chosen;
  }

  #choose(set: string, real: ReadonlySet<string>): string[] {
    return this.#agencies
      .filter((code) => !real.has(code))
      .map((code) => ({
        code,
        rank: createHash('sha256').update(this.#secret).update(`${set}\n${code}`).digest('hex'),
      }))
      .sort((a, b) => (a.rank < b.rank ? -1 : 1))
      .map(({ code }) => code);
  }
}
