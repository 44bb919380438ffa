import { practiceStates } from '../../../content/best-practice.ts';
import type { FacetValue } from '../../../gate/facet-query.ts';
import { Checkboxes, Select } from '../../../ui/components/choices.tsx';
import { ActiveFilters, FilterPanel } from '../../../ui/components/filter-panel.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { PracticeList } from '../list-practices.ts';
import type { PracticeFilters } from '../queries.ts';
import type { PanelReference } from '../records.ts';
import { listAddress } from './list-address.ts';

export function usePanelName(): (panel: PanelReference) => string {
  const { lang } = useUi();
  return ({ names, title, ref }) => names?.[lang] ?? names?.en ?? title ?? ref ?? '';
}

type Offered = Pick<PracticeList, 'filters' | 'panels' | 'facets'>;

const counted = (of: readonly FacetValue[], value: string) => ({
  value,
  count: of.find((one) => one.value === value)?.count ?? 0,
});

/** Values under which something stands, and those that were chosen, though nothing may be left under them. */
const offered = (of: readonly FacetValue[], chosen: readonly string[]): string[] => [
  ...new Set([...of.flatMap(({ value }) => (value === null ? [] : [value])), ...chosen.filter(Boolean)]),
];

/** How far a practice is, and whose subject it touches. */
function StateAndPanel({ filters, panels, facets }: Offered) {
  const { t } = useUi();
  const nameOf = usePanelName();
  return (
    <>
      <Checkboxes
        name="state"
        label={t('action.state')}
        values={filters.state}
        options={practiceStates.names.map((state) => ({
          ...counted(facets.state, state),
          label: t(`state.practice.${state}`),
        }))}
      />
      <div>
        {panels.map((panel) => (
          <span key={panel.id} data-id={panel.id} />
        ))}
        <Checkboxes
          name="panel"
          label={t('action.panel')}
          values={filters.panel}
          options={panels.map((panel) => ({
            ...counted(facets.panel, panel.ref ?? ''),
            label: nameOf(panel),
            hint: panel.ref,
          }))}
        />
      </div>
    </>
  );
}

/** In which language it is written, and by whom. */
function LanguageAndAgency({ filters, facets }: Offered) {
  const { t, agencyName } = useUi();
  return (
    <>
      <Checkboxes
        name="lang"
        label={t('field.lang')}
        values={filters.lang}
        options={offered(facets.lang, filters.lang).map((tag) => ({
          ...counted(facets.lang, tag),
          label: t(`language.${tag}`),
        }))}
      />
      <Select
        name="originator"
        label={t('practice.agency')}
        value={filters.originator}
        empty={t('ui.filter.any')}
        size="full"
        options={offered(facets.originator, [filters.originator]).map((value) => ({
          value,
          label: `${agencyName(value)} (${counted(facets.originator, value).count})`,
        }))}
      />
    </>
  );
}

/** Filters of the list; they live in the address, the same names as in the API. */
export function ListFilters(given: Offered) {
  const { t } = useUi();
  const { filters } = given;
  return (
    <FilterPanel action="/practices" clear="/practices">
      <TextField name="q" type="search" label={t('action.filter.search')} value={filters.q} maxLength={200} />
      <StateAndPanel {...given} />
      <LanguageAndAgency {...given} />
      {filters.sort !== 'created' && <input type="hidden" name="sort" value={filters.sort} />}
      {filters.direction !== 'desc' && <input type="hidden" name="direction" value={filters.direction} />}
    </FilterPanel>
  );
}

/** What narrows the list now, each with the address that takes it away. */
export function ListActiveFilters({ filters, panels }: Pick<PracticeList, 'filters' | 'panels'>) {
  const { t, agencyName } = useUi();
  const nameOf = usePanelName();
  const without = (change: Partial<PracticeFilters>) => listAddress(filters, change);
  const each = (name: 'panel' | 'state' | 'lang', label: (value: string) => string) =>
    filters[name].map((value) => ({
      label: label(value),
      remove: without({ [name]: filters[name].filter((one) => one !== value) }),
    }));
  const panelLabel = (ref: string) => {
    const panel = panels.find((one) => one.ref === ref);
    return panel ? nameOf(panel) : ref;
  };
  const active = [
    ...(filters.q ? [{ label: `“${filters.q}”`, remove: without({ q: '' }) }] : []),
    ...(filters.originator ? [{ label: agencyName(filters.originator), remove: without({ originator: '' }) }] : []),
    ...each('panel', panelLabel),
    ...each('state', (state) => t(`state.practice.${state}`)),
    ...each('lang', (tag) => t(`language.${tag}`)),
  ];
  return <ActiveFilters filters={active} />;
}
