import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { PinnedAggregate } from './aggregate-files.ts';
import { largestAggregate } from './metadata-aggregate.ts';

/** By what a server knows the copy that we hold (RFC 9110, 13.1). */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

/** An aggregate as it came, verified by nobody yet. */
export interface Fetched {
  xml: string;
  /** SHA-256, lower-case hex. */
  digest: string;
  /** Unix ms: until then its publisher is known to have been heard. */
  heardAt: number;
  validators: Validators;
}

/** ms for the whole answer. */
const patience = 60_000;
const tooLarge = () => new Error('it is larger than 20 MB');

function decoded(bytes: Buffer): Pick<Fetched, 'xml' | 'digest'> {
  try {
    const xml = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { xml, digest: createHash('sha256').update(bytes).digest('hex') };
  } catch {
    throw new Error('it is not UTF-8');
  }
}

/** The body, counted as it is unpacked: what is small on the wire may be large. */
async function boundedBody(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > largestAggregate) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function conditions({ etag, lastModified }: Validators): Record<string, string> {
  return {
    accept: 'application/samlmetadata+xml',
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no whole answer within a minute';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return error.message === 'fetch failed' ? `it cannot be reached (${code || String(cause)})` : error.message;
}

async function fetchUrl(url: string, held: Validators, now: number, stop: AbortSignal): Promise<Fetched | 'unchanged'> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(patience)]);
  const response = await fetch(url, { headers: conditions(held), redirect: 'manual', signal });
  try {
    if (response.status === 304) return 'unchanged';
    if (response.status >= 300 && response.status < 400)
      throw new Error(`its address answers ${response.status}: redirects are not followed; name the final address`);
    if (response.status !== 200) throw new Error(`its address answers ${response.status}`);
    const validators = { etag: response.headers.get('etag'), lastModified: response.headers.get('last-modified') };
    return { ...decoded(await boundedBody(response)), heardAt: now, validators };
  } finally {
    // Whatever was not read of it is not waited for.
    if (!response.bodyUsed) await response.body?.cancel();
  }
}

/** A file counts as heard when whoever fetches it wrote it last. */
async function readBounded(file: string): Promise<Fetched> {
  const handle = await open(file);
  try {
    const { size, mtimeMs } = await handle.stat();
    if (size > largestAggregate) throw tooLarge();
    const bytes = Buffer.alloc(size);
    const { bytesRead } = await handle.read(bytes, 0, size, 0);
    if (bytesRead < size) throw new Error('it changed while it was read');
    return { ...decoded(bytes), heardAt: mtimeMs, validators: { etag: null, lastModified: null } };
  } finally {
    await handle.close();
  }
}

/**
 * The aggregate as it is published now, or `unchanged` where the server says so.
 * @param held validators of the copy we hold, nulls where we hold none
 * @param now unix ms
 * @param stop ends it
 * @throws Error with a sentence for the operator
 */
export async function fetchAggregate(
  { source }: PinnedAggregate,
  held: Validators,
  now: number,
  stop: AbortSignal,
): Promise<Fetched | 'unchanged'> {
  try {
    return 'url' in source ? await fetchUrl(source.url, held, now, stop) : await readBounded(source.file);
  } catch (error) {
    throw new Error(reasonOf(error));
  }
}
