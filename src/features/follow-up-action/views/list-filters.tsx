import { actionStates } from '../../../content/action-states.ts';
import type { FacetValue } from '../../../gate/facet-query.ts';
import { Checkboxes, Select } from '../../../ui/components/choices.tsx';
import { ActiveFilters, FilterPanel } from '../../../ui/components/filter-panel.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { ActionList } from '../list-actions.ts';
import type { ActionFilters } from '../queries.ts';
import type { PanelReference } from '../records.ts';
import { listAddress } from './list-address.ts';

export function usePanelName(): (panel: PanelReference) => string {
  const { lang } = useUi();
  return ({ names, title, ref }) => names?.[lang] ?? names?.en ?? title ?? ref ?? '';
}

type Offered = Pick<ActionList, 'filters' | 'panels' | 'facets'>;

function countOf(values: readonly FacetValue[], value: string): number {
  return values.find((one) => one.value === value)?.count ?? 0;
}

/** What concerns the reader's own agency and the calendar. */
function OwnChoices({ filters }: Pick<ActionList, 'filters'>) {
  const { t } = useUi();
  return (
    <>
      <Select
        name="mine"
        label={t('action.filter.mine')}
        value={filters.mine}
        empty={t('ui.filter.any')}
        size="full"
        options={(['waiting', 'mine'] as const).map((value) => ({ value, label: t(`action.filter.mine.${value}`) }))}
      />
      <Select
        name="due"
        label={t('action.filter.due')}
        value={filters.due}
        empty={t('ui.filter.any')}
        size="full"
        options={(['overdue', '30'] as const).map((value) => ({ value, label: t(`action.filter.due.${value}`) }))}
      />
    </>
  );
}

/** Values with the number of actions behind each. */
function CountedChoices({ filters, panels, facets }: Offered) {
  const { t, agencyName } = useUi();
  const nameOf = usePanelName();
  // What was chosen stays on offer, though nothing may be left under it.
  const leads = [...new Set([...facets.lead.map(({ value }) => value), ...(filters.lead ? [filters.lead] : [])])];
  const counted = (of: readonly FacetValue[], value: string) => ({ value, count: countOf(of, value) });
  return (
    <>
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
      <Checkboxes
        name="state"
        label={t('action.state')}
        values={filters.state}
        options={actionStates.names.map((state) => ({
          ...counted(facets.state, state),
          label: t(`state.action.${state}`),
        }))}
      />
      <Select
        name="lead"
        label={t('action.lead')}
        value={filters.lead}
        empty={t('ui.filter.any')}
        size="full"
        options={leads.map((value) => ({ value, label: `${agencyName(value)} (${countOf(facets.lead, value)})` }))}
      />
    </>
  );
}

/** Filters of the list; they live in the address, the same names as in the API. */
export function ListFilters(offered: Offered) {
  const { t } = useUi();
  const { filters } = offered;
  return (
    <FilterPanel action="/actions" clear="/actions">
      <TextField name="q" type="search" label={t('action.filter.search')} value={filters.q} maxLength={200} />
      <OwnChoices filters={filters} />
      <CountedChoices {...offered} />
      {filters.sort !== 'due' && <input type="hidden" name="sort" value={filters.sort} />}
      {filters.direction !== 'asc' && <input type="hidden" name="direction" value={filters.direction} />}
    </FilterPanel>
  );
}

/** What narrows the list now, each with the address that takes it away. */
export function ListActiveFilters({ filters, panels }: Pick<ActionList, 'filters' | 'panels'>) {
  const { t, agencyName } = useUi();
  const nameOf = usePanelName();
  const without = (change: Partial<ActionFilters>) => listAddress(filters, change);
  const panelLabel = (ref: string) => {
    const panel = panels.find((one) => one.ref === ref);
    return panel ? nameOf(panel) : ref;
  };
  const active = [
    ...(filters.q ? [{ label: `“${filters.q}”`, remove: without({ q: '' }) }] : []),
    ...(filters.mine ? [{ label: t(`action.filter.mine.${filters.mine}`), remove: without({ mine: '' }) }] : []),
    ...(filters.due ? [{ label: t(`action.filter.due.${filters.due}`), remove: without({ due: '' }) }] : []),
    ...(filters.lead ? [{ label: agencyName(filters.lead), remove: without({ lead: '' }) }] : []),
    ...(filters.conclusion ? [{ label: t('action.filter.conclusion'), remove: without({ conclusion: '' }) }] : []),
    ...filters.panel.map((ref) => ({
      label: panelLabel(ref),
      remove: without({ panel: filters.panel.filter((one) => one !== ref) }),
    })),
    ...filters.state.map((state) => ({
      label: t(`state.action.${state}`),
      remove: without({ state: filters.state.filter((one) => one !== state) }),
    })),
  ];
  return <ActiveFilters filters={active} />;
}
