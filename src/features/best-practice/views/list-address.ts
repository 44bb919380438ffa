import type { PracticeFilters } from '../queries.ts';

const usual: Partial<Record<keyof PracticeFilters, string>> = { sort: 'created', direction: 'desc' };

/** The address of the list with these filters; what is as usual is left out. */
export function listAddress(
  filters: PracticeFilters,
  change: Partial<PracticeFilters> & { after?: string } = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, ...change })) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one && usual[name as keyof PracticeFilters] !== one) query.append(name, one);
    }
  }
  const text = query.toString();
  return text ? `/practices?${text}` : '/practices';
}
