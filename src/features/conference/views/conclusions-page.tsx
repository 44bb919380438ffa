import { needs } from '../../../content/needs.ts';
import { Split } from '../../../ui/components/card.tsx';
import { Select } from '../../../ui/components/choices.tsx';
import { ActiveFilters, FilterPanel } from '../../../ui/components/filter-panel.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { Pagination } from '../../../ui/components/pagination.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { ConclusionsPage as Value } from '../list-conclusions.ts';
import type { ConclusionFilters } from '../queries.ts';
import { ConclusionTable } from './conclusion-table.tsx';
import { markingsOf } from './markings.ts';

/** The address of the list with these filters; empty ones are left out. */
function conclusionsHref(query: Record<string, string>): string {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return given ? `/conclusions?${given}` : '/conclusions';
}

function Filters({ filters }: { filters: ConclusionFilters }) {
  const { t } = useUi();
  const { panel, need } = filters;
  return (
    <FilterPanel action="/conclusions" clear="/conclusions">
      <TextField
        name="panel"
        label={t('conference.column.panel')}
        hint={t('conference.conclusions.panelHint')}
        value={panel}
        size="short"
        maxLength={30}
      />
      <Select
        name="need"
        label={t('conference.column.need')}
        empty={t('ui.filter.any')}
        value={need}
        options={needs.map((value) => ({ value, label: t(`state.need.${value}`) }))}
        size="full"
      />
    </FilterPanel>
  );
}

function Results({ items, next, filters, first }: Value) {
  const { t } = useUi();
  const { panel, need } = filters;
  const active = [
    ...(panel ? [{ label: panel, remove: conclusionsHref({ need }) }] : []),
    ...(need ? [{ label: t(`state.need.${need}`), remove: conclusionsHref({ panel }) }] : []),
  ];
  return (
    <>
      <ActiveFilters filters={active} />
      {items.length > 0 ? (
        <ConclusionTable caption={t('conference.conclusions.caption')} items={items} />
      ) : (
        <EmptyState
          title={t('conference.conclusions.empty')}
          actions={active.length > 0 && <a href="/conclusions">{t('ui.filter.clear')}</a>}
        >
          <p>{t('conference.conclusions.emptyNext')}</p>
        </EmptyState>
      )}
      <Pagination
        next={next && conclusionsHref({ panel, need, after: next })}
        first={first ? null : conclusionsHref({ panel, need })}
      />
    </>
  );
}

export function ConclusionsPage(value: Value) {
  const { t } = useUi();
  const title = t('conference.conclusions.title');
  return (
    <Layout
      title={title}
      nav="conferences"
      breadcrumbs={[{ href: '/conferences', label: t('conference.list.title') }, { label: title }]}
      markings={markingsOf(value.items)}
    >
      <PageHeader title={title} lede={t('conference.conclusions.lede')} />
      <Split sideFirst side={<Filters filters={value.filters} />} main={<Results {...value} />} />
    </Layout>
  );
}
