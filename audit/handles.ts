import { createHmac } from 'node:crypto';

/** What a handle stands for. Kinds are apart, so that a person and a record never share one. */
export type HandleKind = 'record' | 'person' | 'originator';

/**
 * Handles stand for ids in search columns and on the pages of auditors who may not see the id: the first 64 bits of
 * HMAC-SHA-256(key of this log, kind:id). Stable inside one log, and not to be guessed without its key.
 */
export class Handles {
  readonly #key: Uint8Array;
  readonly #known = new Map<string, string>();
  readonly #columns = new Map<string, string>();

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** 16 hex digits. */
  of(kind: HandleKind, id: string): string {
    const name = `${kind}:${id}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const handle = createHmac('sha256', this.#key).update(name, 'utf8').digest('hex').slice(0, 16);
    // Bounded: ids come from requests too.
    if (this.#known.size >= 20_000) this.#known.clear();
    this.#known.set(name, handle);
    return handle;
  }

  /** The same as a signed 64-bit decimal, as the database keeps it. */
  column(kind: HandleKind, id: string): string {
    const name = `${kind}:${id}`;
    const known = this.#columns.get(name);
    if (known !== undefined) return known;
    const column = handleToColumn(this.of(kind, id));
    if (this.#columns.size >= 20_000) this.#columns.clear();
    this.#columns.set(name, column);
    return column;
  }
}

/** 16 hex digits as a signed 64-bit decimal. */
export function handleToColumn(hex: string): string {
  return BigInt.asIntN(64, BigInt(`0x${hex}`)).toString();
}
