import type { FacetValue } from '../gate/facet-query.ts';
import { Checkboxes, Select } from '../ui/components/choices.tsx';
import { ActiveFilters, FilterPanel } from '../ui/components/filter-panel.tsx';
import { TextField } from '../ui/components/text-field.tsx';
import { type Ui, useUi } from '../ui/context.tsx';
import type { Listing, RecordList } from './listing.ts';
import { usePanelName } from './panels.ts';

/** One filter as people choose it, and as it is told while it narrows the list. */
export interface FilterControl<Name extends string> {
  name: Name;
  /** Message of its label. */
  labelId: string;
  /** `several`: boxes to tick; `one`: a list to choose from; `chosen`: set by links alone, and told. */
  look: 'several' | 'one' | 'chosen';
  /** What is offered, in this order; absent: whatever its facet found. */
  values?: readonly string[];
  /** A value in words. */
  word(ui: Ui, value: string): string;
}

type Filters = Readonly<Record<string, string | string[]>>;
type Facets = Readonly<Record<string, readonly FacetValue[]>>;
type Controls = readonly FilterControl<string>[];

export interface ListFiltersProps<Values, Sort extends string, Facet extends string> {
  listing: Listing<unknown, Values, Sort, Facet>;
  list: Omit<RecordList<unknown, Values, Sort, Facet>, 'items'>;
  controls: readonly FilterControl<keyof Values & string>[];
}

const chosenIn = (filters: Filters, name: string): string[] => [filters[name] ?? []].flat().filter(Boolean);

/** Values under which something stands, and those that were chosen, though nothing may be left under them. */
function offered({ name, values }: FilterControl<string>, filters: Filters, facets: Facets): string[] {
  const found = (facets[name] ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
  return [...new Set([...(values ?? found), ...chosenIn(filters, name)])];
}

const countIn = (facets: Facets, name: string, value: string): number =>
  facets[name]?.find((one) => one.value === value)?.count ?? 0;

function Control({ control, filters, facets }: { control: FilterControl<string>; filters: Filters; facets: Facets }) {
  const ui = useUi();
  const { name, labelId, look, word } = control;
  if (look === 'chosen') return null;
  const counted = name in facets;
  const options = offered(control, filters, facets).map((value) => ({ value, count: countIn(facets, name, value) }));
  if (look === 'several') {
    return (
      <Checkboxes
        name={name}
        label={ui.t(labelId)}
        values={chosenIn(filters, name)}
        options={options.map(({ value, count }) => ({ value, label: word(ui, value), ...(counted ? { count } : {}) }))}
      />
    );
  }
  const told = ({ value, count }: (typeof options)[number]) =>
    counted ? `${word(ui, value)} (${count})` : word(ui, value);
  return (
    <Select
      name={name}
      label={ui.t(labelId)}
      value={chosenIn(filters, name)[0] ?? ''}
      empty={ui.t('ui.filter.any')}
      size="full"
      options={options.map((option) => ({ value: option.value, label: told(option) }))}
    />
  );
}

/** Panels are records of their own: whoever is offered one was given it. */
function PanelControl({ panels, filters, facets }: { panels: AnyList['panels']; filters: Filters; facets: Facets }) {
  const { t } = useUi();
  const nameOf = usePanelName();
  return (
    <div>
      {panels.map(({ id }) => (
        <span key={id} data-id={id} />
      ))}
      <Checkboxes
        name="panel"
        label={t('record.panel')}
        values={chosenIn(filters, 'panel')}
        options={panels.map((panel) => ({
          value: panel.ref ?? '',
          count: countIn(facets, 'panel', panel.ref ?? ''),
          label: nameOf(panel),
          hint: panel.ref,
        }))}
      />
    </div>
  );
}

type AnyList = RecordList<unknown, Filters, string, string>;

/** Filters of a list; they live in the address, under the same names as in the API. */
export function ListFilters<Values, Sort extends string, Facet extends string>(
  props: ListFiltersProps<Values, Sort, Facet>,
) {
  const { t } = useUi();
  const { listing, list } = props;
  const filters = list.filters as Filters;
  const facets: Facets = list.facets;
  const order = (['sort', 'direction'] as const).filter((name) => filters[name] !== listing.usual[name]);
  return (
    <FilterPanel action={listing.href} clear={listing.href}>
      <TextField
        name="q"
        type="search"
        label={t('record.filter.search')}
        value={chosenIn(filters, 'q')[0] ?? ''}
        maxLength={200}
      />
      {(props.controls as Controls).map((control) => (
        <Control key={control.name} control={control} filters={filters} facets={facets} />
      ))}
      {'panel' in filters && <PanelControl panels={list.panels} filters={filters} facets={facets} />}
      {order.map((name) => (
        <input key={name} type="hidden" name={name} value={chosenIn(filters, name)[0] ?? ''} />
      ))}
    </FilterPanel>
  );
}

/** What narrows the list now, each with the address that takes it away. */
export function ListActiveFilters<Values, Sort extends string, Facet extends string>(
  props: ListFiltersProps<Values, Sort, Facet>,
) {
  const ui = useUi();
  const nameOf = usePanelName();
  const { list } = props;
  const filters = list.filters as Filters;
  const address = props.listing.address as (filters: Filters, change: Filters) => string;
  const without = (name: string, value: string) => {
    const held = filters[name];
    return address(filters, { [name]: Array.isArray(held) ? held.filter((one) => one !== value) : '' });
  };
  const panelWord = (ref: string) => {
    const panel = list.panels.find((one) => one.ref === ref);
    return panel ? nameOf(panel) : ref;
  };
  const told: { name: string; word: (value: string) => string }[] = [
    { name: 'q', word: (value) => `“${value}”` },
    ...(props.controls as Controls).map(({ name, word }) => ({ name, word: (value: string) => word(ui, value) })),
    { name: 'panel', word: panelWord },
  ];
  const active = told.flatMap(({ name, word }) =>
    chosenIn(filters, name).map((value) => ({ label: word(value), remove: without(name, value) })),
  );
  return <ActiveFilters filters={active} />;
}
