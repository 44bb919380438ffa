import { ActiveFilters } from '../../../ui/components/filter-panel.tsx';
import { joinTerms, searchAddress } from '../qualifiers.ts';

/** The conditions of a query, each the way to the same search without it. */
export function QueryChips({ terms }: { terms: readonly string[] }) {
  const without = (place: number) => joinTerms(terms.filter((_, other) => other !== place));
  return <ActiveFilters filters={terms.map((label, place) => ({ label, remove: searchAddress(without(place)) }))} />;
}
