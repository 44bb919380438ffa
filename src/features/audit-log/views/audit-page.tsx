import { ButtonLink } from '../../../ui/components/button.tsx';
import { Split } from '../../../ui/components/card.tsx';
import { EmptyState, Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { searchAddress } from '../qualifiers.ts';
import type { FoundEntries, SearchPageView } from '../search-entries.ts';
import { shownMarkings } from '../shown-markings.ts';
import { EntryTable } from './entry-table.tsx';
import { LogStateCard } from './log-state-card.tsx';
import { SearchForm } from './search-form.tsx';

function NothingFound({ q, scope }: Pick<SearchPageView, 'q' | 'scope'>) {
  const { t } = useUi();
  if (q === '') {
    return (
      <EmptyState title={t('auditlog.empty.title')}>
        <p>{t(`auditlog.empty.${scope}`)}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('auditlog.noMatch.title')}
      actions={<ButtonLink href="/audit">{t('auditlog.search.clear')}</ButtonLink>}
    >
      <p>{t('auditlog.noMatch.help')}</p>
    </EmptyState>
  );
}

/** By cursor: to older entries, and back to the newest. */
function OlderAndNewest({ q, next, isNewest }: { q: string; next: string | null; isNewest: boolean }) {
  const { t } = useUi();
  if (!next && isNewest) return null;
  return (
    <nav class="s-pages" aria-label={t('ui.pages.label')}>
      {!isNewest && <ButtonLink href={searchAddress(q)}>{t('auditlog.pages.newest')}</ButtonLink>}
      {next && <ButtonLink href={searchAddress(q, next)}>{t('auditlog.pages.older')}</ButtonLink>}
    </nav>
  );
}

/** Entries that match and cannot be shown are named, never left out silently. */
function Damaged({ indexes }: { indexes: readonly number[] }) {
  const { t, format } = useUi();
  if (indexes.length === 0) return null;
  const named = indexes.map((index) => format.number(index)).join(' · ');
  return (
    <Note kind="bad">
      <p>{t('auditlog.damaged', { count: indexes.length, indexes: named })}</p>
    </Note>
  );
}

function Results({ found, view }: { found: FoundEntries; view: SearchPageView }) {
  return (
    <>
      <Damaged indexes={found.damaged} />
      {found.items.length === 0 ? <NothingFound q={view.q} scope={view.scope} /> : <EntryTable items={found.items} />}
      <OlderAndNewest q={view.q} next={found.next} isNewest={view.isNewest} />
    </>
  );
}

/** The access log: search, how far it goes, and what was found. */
export function AuditPage(view: SearchPageView) {
  const { t } = useUi();
  const { found, state, problems } = view;
  return (
    <Layout title={t('auditlog.title')} nav="audit" markings={shownMarkings(found?.items ?? [])} errors={problems}>
      <PageHeader
        title={t('auditlog.title')}
        lede={t('auditlog.lede')}
        actions={<ButtonLink href="/audit/verify">{t('auditlog.verify.link')}</ButtonLink>}
      />
      {state ? (
        <Split main={<SearchForm {...view} />} side={<LogStateCard state={state} />} />
      ) : (
        <SearchForm {...view} />
      )}
      {found && <Results found={found} view={view} />}
    </Layout>
  );
}
