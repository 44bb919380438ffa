/** What a leaf and a part are made of: JSON values that have one canonical text. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A value that has no canonical JSON text. */
export class NotCanonical extends Error {}

/**
 * The canonical JSON text of a value (RFC 8785, JCS): members sorted by UTF-16 code units, no white space.
 * Throws NotCanonical on lone surrogates, non-finite numbers and anything that is not JSON (RFC 7493).
 */
export function canonicalise(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value);
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonical('a number that is not finite');
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value);
    default:
      throw new NotCanonical(`a value of type ${typeof value}`);
  }
}

// Printable ASCII but quote and backslash: what stands for itself, as nearly every string of an entry does.
const plain = /^[ !#-[\]-~]*$/;

// RFC 8785 section 3.2.2.2 takes over ECMAScript's JSON.stringify for strings, which escapes what it must and no more.
function canonicalString(value: string): string {
  if (plain.test(value)) return `"${value}"`;
  if (!isWellFormed(value)) throw new NotCanonical('a lone surrogate');
  return JSON.stringify(value);
}

// A frozen list of strings never changes: the names of a type's fields stand in every record of every answer.
const kept = new WeakMap<readonly unknown[], string>();

function canonicalArray(list: readonly unknown[]): string {
  const known = kept.get(list);
  if (known !== undefined) return known;
  const text = `[${list.map(canonicalise).join(',')}]`;
  if (Object.isFrozen(list) && list.every((one) => typeof one === 'string')) kept.set(list, text);
  return text;
}

function canonicalObject(value: object): string {
  const members = value as Record<string, unknown>;
  let text = '';
  for (const key of sortedKeys(value)) {
    const member = members[key];
    // As in JSON.stringify: a member that is undefined is absent.
    if (member !== undefined) text += `${text === '' ? '' : ','}${canonicalString(key)}:${canonicalise(member)}`;
  }
  return `{${text}}`;
}

function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  return keys.every((key, n) => n === 0 || (keys[n - 1] as string) < key) ? keys : keys.sort();
}

const surrogate = /[\uD800-\uDFFF]/;

/** True when no UTF-16 surrogate stands alone, so that the text has a UTF-8 form. */
function isWellFormed(text: string): boolean {
  return surrogate.test(text) ? Buffer.from(text, 'utf8').toString('utf8') === text : true;
}
