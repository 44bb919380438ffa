import { canonicalise } from '../canonical.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
// In the text that JSON.stringify writes, only a lone surrogate is escaped as \ud….
const escapedSurrogate = /(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]/;

/**
 * Strict JSON: the bytes must be UTF-8 and exactly the text that JSON.stringify would write for their value. A doubled
 * key, white space, `\u0041` for `A`, `1.0` for `1`, and every lone surrogate is therefore refused, and no byte can be
 * changed without being seen. Null when refused.
 */
export function strictJson(bytes: Uint8Array): { value: unknown; text: string } | null {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    if (JSON.stringify(value) !== text) return null;
    return text.includes('\\u') && escapedSurrogate.test(text) ? null : { value, text };
  } catch {
    return null;
  }
}

/** Canonical JSON (RFC 8785): bytes that are exactly the canonical text of their value. Null when refused. */
export function canonicalJson(bytes: Uint8Array): { value: unknown; text: string } | null {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    return canonicalise(value) === text ? { value, text } : null;
  } catch {
    return null;
  }
}

/** A JSON object, or null. */
export function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** True when the object has exactly these members. */
export function hasExactly(object: Record<string, unknown>, keys: readonly string[]): boolean {
  const own = Object.keys(object);
  return own.length === keys.length && keys.every((key) => Object.hasOwn(object, key));
}

/** A safe non-negative integer, or null. */
export function asCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0) ? value : null;
}
