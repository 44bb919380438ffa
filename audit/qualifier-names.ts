/** Names of the qualifiers of a query, without their values: what the log keeps of a search. */
export function qualifiersIn(query: string): string {
  const names = [...query.matchAll(/(?:^|\s)-?([A-Za-z-]+):/g)].map(([, name = '']) => name.toLowerCase());
  return [...new Set(names)].join(',').slice(0, 80);
}
