import type { z } from 'zod';
import { parseDate } from '../../ui/calendar.ts';
import type { filterFields } from './inputs.ts';
import { joinTerms } from './qualifiers.ts';

export type Filters = z.infer<typeof filterFields>;

/** The query that the filter form means: what was typed, and a condition for each field that was chosen. */
export function composeQuery(q: string, filters: Filters): string {
  const { agency, event, result, purpose, originator, record, from, to } = filters;
  const term = (name: string, value: string) => (value === '' ? '' : `${name}:${value}`);
  return joinTerms([
    q,
    term('agency', agency),
    term('action', event),
    term('outcome', result),
    term('purpose', purpose),
    term('originator', originator),
    term('record', record),
    term('after', dateOf(from, 0)),
    // The form means both days, `before` does not include its own.
    term('before', dateOf(to, 1)),
  ]);
}

// What is no date stays as it was typed: the answer then says how one is written.
function dateOf(typed: string, daysLater: number): string {
  const date = parseDate(typed);
  if (date === null) return typed;
  return new Date(Date.parse(`${date}T00:00:00Z`) + daysLater * 86_400_000).toISOString().slice(0, 10);
}
