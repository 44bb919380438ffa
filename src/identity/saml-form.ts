import type { Request } from 'express';
import { Refusal } from './refusal.ts';

export const largestForm = 256 * 1024;

/** Milliseconds within which the form has to be there: whoever sends it in drops holds a place that others need. */
export const formPatience = 10_000;

/** In memory of its own, which can be handed over to a worker. */
function joined(chunks: readonly Buffer[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function readAll(request: Request, patience: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (error: Error) => {
      clearTimeout(timer);
      request.off('data', take).pause();
      reject(error);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > largestForm) stop(new Refusal('too-large'));
      else chunks.push(chunk);
    };
    const timer = setTimeout(() => stop(new Refusal('too-slow')), patience);
    request.on('data', take);
    request.once('error', () => stop(new Refusal('too-slow', 'broken off')));
    request.once('close', () => stop(new Refusal('too-slow', 'broken off')));
    request.once('end', () => {
      clearTimeout(timer);
      resolve(joined(chunks, size));
    });
  });
}

/**
 * The body of the HTTP-POST binding (SAML Bindings 3.5): its type and size are checked, and nobody has looked into it.
 * @throws Refusal `content-type`, `too-large`, `too-slow`, `parameters`
 */
export async function readFormBody(request: Request, patience = formPatience): Promise<Uint8Array<ArrayBuffer>> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw new Refusal('content-type');
  if (request.headers['content-encoding'] !== undefined) throw new Refusal('content-type', 'compressed');
  if (Number(request.headers['content-length'] ?? 0) > largestForm) throw new Refusal('too-large');
  if (request.originalUrl.includes('?')) throw new Refusal('parameters', 'query at the ACS');
  return readAll(request, patience);
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

/** The form of the HTTP-POST binding: SAMLResponse and RelayState, each once. @throws Refusal `parameters` */
export function parseForm(body: Uint8Array): { samlResponse: string; relayState: string } {
  const form = strictParameters(Buffer.from(body).toString('latin1'), ['SAMLResponse', 'RelayState']);
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
