import type { AnyDefinition } from '../../gate/definition.ts';
import { type Route, route } from '../../gate/route.ts';
import { searchInputs, searchOutput, searchPage, searchRecords } from './search-records.ts';
import { SearchPageView } from './views/search-page.tsx';

/** Search across these types, in the order of the answer; open to whoever may read one of them. */
export function searchRoutes(definitions: readonly AnyDefinition[]): Route[] {
  const inputs = searchInputs(definitions);
  const resource = definitions.map(({ type }) => type);
  return [
    route({
      page: 'GET /search',
      action: 'read',
      resource,
      event: 'record.search',
      input: inputs.page,
      handler: (gate, input) => searchPage(gate, definitions, input),
      view: (value) => <SearchPageView {...value} />,
    }),
    route({
      api: 'GET /api/v1/search',
      action: 'read',
      resource,
      event: 'record.search',
      input: inputs.api,
      output: searchOutput,
      handler: (gate, input) => searchRecords(gate, definitions, input),
    }),
  ];
}
