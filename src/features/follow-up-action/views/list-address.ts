import type { ActionFilters } from '../queries.ts';

const usual: Partial<Record<keyof ActionFilters, string>> = { sort: 'due', direction: 'asc' };

/** The address of the list with these filters; what is as usual is left out. */
export function listAddress(filters: ActionFilters, change: Partial<ActionFilters> & { after?: string } = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, ...change })) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one && usual[name as keyof ActionFilters] !== one) query.append(name, one);
    }
  }
  const text = query.toString();
  return text ? `/actions?${text}` : '/actions';
}
