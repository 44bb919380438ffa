/** Why an export does not verify. Stable codes; they are printed as `FAIL <code> index=…` or `FAIL <code> file=…`. */
export const failureCodes = [
  /** Not one strict, canonical JSON object on the line. */
  'syntax',
  /** A line is missing, doubled or out of order. */
  'index',
  /** The leaf is not canonical base64 of canonical JSON with the known members. */
  'leaf',
  /** What the line repeats is not what the leaf says. */
  'fields',
  /** An opened part is unknown, or not what its digest was made of. */
  'open',
  /** The line of an erased entry is not well formed. */
  'pruned',
  /** An entry was erased, and none may be. */
  'erased',
  /** The entry is not under the checkpoint's root. */
  'proof',
  /** Fewer or more entries than the checkpoint counts. */
  'size',
  /** All entries together do not make the checkpoint's root. */
  'root',
  /** They do not, and this entry does not stand where its time belongs. */
  'order',
  /** The checkpoint is not well formed, or not of this log. */
  'checkpoint',
  /** No signature of the log's key, or a wrong one. */
  'signature',
  /** `key.pub` is not a verifier key, or not the one that was given. */
  'key',
  /** The older checkpoint is not a beginning of the newer one: the log was rewritten, or entries were cut off. */
  'consistency',
  /** A witness's signature is wrong. */
  'witness',
  /** A file that must be there is not. */
  'missing',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** The export does not verify. `where`: index of the entry, or name of the file. */
export class VerificationFailure extends Error {
  override readonly name = 'VerificationFailure';
  readonly code: FailureCode;
  readonly where: { index: number } | { file: string };

  constructor(code: FailureCode, where: { index: number } | { file: string }, why: string) {
    super(why);
    this.code = code;
    this.where = where;
  }

  /** `FAIL <code> index=…` or `FAIL <code> file=…`. */
  get line(): string {
    const place = 'index' in this.where ? `index=${this.where.index}` : `file=${this.where.file}`;
    return `FAIL ${this.code} ${place}`;
  }
}
