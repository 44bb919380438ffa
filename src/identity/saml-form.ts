import type { Request } from 'express';
import { Refusal } from './refusal.ts';

export const largestForm = 256 * 1024;

/** Reads the body itself: no body parser has looked at it before the checks. @throws Refusal */
async function readBody(request: Request): Promise<string> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw new Refusal('content-type');
  if (request.headers['content-encoding'] !== undefined) throw new Refusal('content-type', 'compressed');
  if (Number(request.headers['content-length'] ?? 0) > largestForm) throw new Refusal('too-large');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestForm) throw new Refusal('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('latin1');
}

/**
 * Splits a form or query; each parameter must be one of `allowed` and come once (two readers would pick different ones).
 * Percent-encoding must be valid. @throws Refusal `parameters`
 */
export function strictParameters(encoded: string, allowed: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  if (encoded === '') return found;
  const pairs = encoded.split('&');
  if (pairs.length > allowed.length) throw new Refusal('parameters', 'too many');
  for (const pair of pairs) {
    const [name, value] = decodePair(pair);
    if (!allowed.includes(name) || found.has(name))
      throw new Refusal('parameters', found.has(name) ? 'twice' : 'unknown');
    found.set(name, value);
  }
  return found;
}

function decodePair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw new Refusal('parameters', 'no value');
  try {
    const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
    return [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
  } catch {
    throw new Refusal('parameters', 'encoding');
  }
}

/** The form of the HTTP-POST binding (SAML Bindings 3.5): SAMLResponse and RelayState, nothing in the query. */
export async function readSamlForm(request: Request): Promise<{ samlResponse: string; relayState: string }> {
  const form = strictParameters(await readBody(request), ['SAMLResponse', 'RelayState']);
  if (request.originalUrl.includes('?')) throw new Refusal('parameters', 'query at the ACS');
  const samlResponse = form.get('SAMLResponse');
  const relayState = form.get('RelayState');
  if (samlResponse === undefined || relayState === undefined) throw new Refusal('parameters', 'missing');
  return { samlResponse, relayState };
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Strict base64: alphabet, padding and zero trailing bits; line breaks are allowed (RFC 2045). @throws Refusal */
export function decodeBase64(text: string): Buffer {
  const joined = text.replace(/\r?\n/g, '');
  const bytes = Buffer.from(joined, 'base64');
  if (joined === '' || !base64.test(joined) || bytes.toString('base64') !== joined) throw new Refusal('base64');
  return bytes;
}

/** Strict UTF-8 without a byte-order mark. @throws Refusal */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal('utf8');
  }
}
