import { AppError } from '../errors.ts';
import type { Exchange } from './exchange.ts';
import { inputProblem } from './input-problem.ts';
import type { IgnoredFilter, PageContext } from './presenter.ts';
import type { RawInput, Route } from './route.ts';

type Failure = Extract<ReturnType<Route['input']['safeParse']>, { success: false }>['error'];

/**
 * The input of a request as its route declares it. A person who follows a broken link is told what helps: an address that
 * names no record is like one that names an unknown record, and a filter that means nothing is left out and said so.
 * A program is told every field. Throws `invalid-input`, and `not-found` for pages.
 */
export function readInput(route: Route, raw: RawInput, { facts, ledger }: Exchange, context: PageContext): unknown {
  const parsed = route.input.safeParse(raw);
  if (parsed.success) return parsed.data;
  if (facts.surface === 'page') {
    if (parsed.error.issues.some(({ path }) => path[0] === 'params')) {
      // The log knows it from an id that is well-formed and unknown.
      ledger.ruleIds.add('MALFORMED-ID');
      throw new AppError('not-found');
    }
    const ignored = facts.method === 'GET' ? ignorable(parsed.error) : [];
    const again = route.input.safeParse({ ...raw, query: without(raw.query, ignored) });
    if (ignored.length > 0 && again.success) {
      context.ignored = ignored;
      return again.data;
    }
  }
  throw inputProblem(parsed.error);
}

/** The parameters that the schema knows and whose values it refuses; none unless they alone are what is wrong. */
function ignorable({ issues }: Failure): IgnoredFilter[] {
  if (issues.some(({ path }) => path[0] !== 'query' || typeof path[1] !== 'string')) return [];
  const found = new Map<string, IgnoredFilter>();
  for (const issue of issues) {
    const name = String(issue.path[1]);
    const permitted = issue.code === 'invalid_value' ? issue.values.map(String).filter((value) => value !== '') : [];
    if (!found.has(name)) found.set(name, { name, permitted });
  }
  return [...found.values()];
}

function without(query: RawInput['query'], ignored: readonly IgnoredFilter[]): RawInput['query'] {
  const names = new Set(ignored.map(({ name }) => name));
  return Object.fromEntries(Object.entries(query).filter(([name]) => !names.has(name)));
}
