import type { Requirement } from '../policies/attributes.ts';

/** One thing wrong with one field: the message says what and how to mend it. */
export interface FieldProblem {
  field: string;
  messageId: string;
  params: Record<string, string | number>;
}

/** The closed catalogue of problems: stable code → status and message (`<messageId>.title`, `<messageId>.detail`). */
export const problems = {
  'not-found': 404,
  forbidden: 403,
  'purpose-required': 403,
  'step-up-required': 403,
  'two-persons': 403,
  unauthenticated: 401,
  'cross-site': 403,
  'invalid-input': 422,
  'malformed-body': 400,
  'stale-version': 409,
  conflict: 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  'method-not-allowed': 405,
  'rate-limited': 429,
  unavailable: 503,
  'damaged-entry': 500,
  internal: 500,
} as const;

export type ProblemCode = keyof typeof problems;

interface ProblemOptions {
  fields?: FieldProblem[];
  params?: Record<string, string | number>;
  /** What would lift the refusal, in the order in which it is done. */
  requires?: readonly Requirement[];
  /** `stale-version`: the record as its reader may see it now. */
  current?: unknown;
  cause?: unknown;
}

/** A failure that a person or a program is told about. Anything else that is thrown is a fault of ours. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ProblemCode;
  readonly status: number;
  readonly messageId: string;
  readonly params: Record<string, string | number>;
  readonly fields: FieldProblem[];
  readonly requires: readonly Requirement[];
  readonly current: unknown;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(code, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.status = problems[code];
    this.messageId = `error.${code}`;
    this.params = options.params ?? {};
    this.fields = options.fields ?? [];
    this.requires = options.requires ?? [];
    this.current = options.current;
  }
}
