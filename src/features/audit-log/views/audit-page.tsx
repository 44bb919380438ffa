import { ButtonLink } from '../../../ui/components/button.tsx';
import { Split } from '../../../ui/components/card.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { searchAddress } from '../qualifiers.ts';
import type { FoundEntries as Found, SearchPageView } from '../search-entries.ts';
import { shownMarkings } from '../shown-markings.ts';
import { FoundEntries } from './found-entries.tsx';
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

function Results({ found, view }: { found: Found; view: SearchPageView }) {
  return (
    <FoundEntries
      found={found}
      isNewest={view.isNewest}
      address={(after) => searchAddress(view.q, after)}
      empty={<NothingFound q={view.q} scope={view.scope} />}
    />
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
        actions={
          <>
            <ButtonLink href={searchAddress(view.q, '', '/audit/charts')}>{t('auditlog.chart.link')}</ButtonLink>
            <ButtonLink href="/audit/verify">{t('auditlog.verify.link')}</ButtonLink>
          </>
        }
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
