import type { Handles } from './handles.ts';
import {
  actionsOf,
  nearestName,
  type QualifierName,
  qualifierNames,
  readers,
  refuseValue,
} from './qualifier-values.ts';
import { QueryError } from './query-error.ts';

/** One condition, in the names of `audit_clauses`: any of the values, or none of them. */
export interface Term {
  field: string;
  values: string[];
  not: boolean;
  /** The condition as a query says it. */
  text: string;
}

const longestQuery = 500;
const mostTerms = 20;
const mostValues = 20;
const token = /(-?)([A-Za-z-]+):((?:"[^"]*"|[^\s",]+)(?:,(?:"[^"]*"|[^\s",]+))*)(?=\s|$)/y;
/** Qualifiers that bound: a second value would say nothing. */
const single: readonly QualifierName[] = ['after', 'before'];

/**
 * Terms of a query such as `agency:"IT-DCSA",AL-ASP decision:deny after:2026-11-01 -action:record.list`. All terms must hold,
 * of several values any; `-` turns one round; `after` includes its day, `before` does not; times without a zone are UTC.
 * Throws QueryError naming what is not understood. `ownOnly`: the reader may ask for people by id only in the own agency.
 */
export function parseQualifiers(query: string, handles: Handles, ownOnly: boolean): Term[] {
  const text = query.trim();
  if (text.length > longestQuery) throw new QueryError('too-long', String(longestQuery));
  const terms: Term[] = [];
  for (let at = 0; at < text.length; at = skipSpace(text, token.lastIndex)) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) return refuseWord(text.slice(at).split(/\s/, 1)[0] ?? '');
    const term = readTerm((match[2] ?? '').toLowerCase(), valuesIn(match[3] ?? ''), handles, ownOnly);
    terms.push({ ...term, not: match[1] === '-', text: match[0] });
  }
  if (terms.length > mostTerms) throw new QueryError('too-long', String(mostTerms));
  return terms;
}

function refuseWord(word: string): never {
  // `agency:` without a value is a qualifier that was not finished; `burglary` is none at all.
  const name = /^-?([A-Za-z-]+):/.exec(word)?.[1]?.toLowerCase();
  if (name !== undefined && isQualifier(name)) throw new QueryError('bad-value', word);
  throw new QueryError('no-qualifier', word, looksLikeReference.test(word) ? `ref:${word}` : '');
}

/** `J7-P3-R04-A-7KQ2`, as pages name records. */
const looksLikeReference = /^[A-Za-z0-9]{1,6}(-[A-Za-z0-9]{1,6}){2,}$/;

function valuesIn(list: string): string[] {
  return [...list.matchAll(/"([^"]*)"|([^\s",]+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return at;
}

function readTerm(name: string, values: string[], handles: Handles, ownOnly: boolean): Pick<Term, 'field' | 'values'> {
  if (!isQualifier(name)) throw new QueryError('unknown-qualifier', name, nearestName(name));
  if (values.length > mostValues) throw new QueryError('too-long', String(mostValues));
  if (single.includes(name) && values.length > 1) throw new QueryError('bad-value', `${name}:${values.join(',')}`);
  const meanings = values.map((value) => readers[name](value, handles, ownOnly) ?? refuseValue(name, value));
  const [field = ''] = meanings.map((meaning) => meaning.field);
  const odd = meanings.findIndex((meaning) => meaning.field !== field);
  // `person:` of a pseudonym and of an id, `action:` of an area and of an action: each is a term of its own.
  if (odd > 0) throw new QueryError('bad-value', `${name}:${values[odd]}`);
  const wanted = meanings.map(({ value }) => value);
  return field === 'class' ? { field: 'action', values: actionsOf(wanted) } : { field, values: wanted };
}

function isQualifier(name: string): name is QualifierName {
  return (qualifierNames as readonly string[]).includes(name);
}
