import { Button } from '../../../ui/components/button.tsx';
import { Card } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { Pagination } from '../../../ui/components/pagination.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { Group, SearchPage } from '../search-records.ts';
import { Result } from './result.tsx';

/** The address of a search; what is empty is left out. */
function searchHref(query: Record<string, string>): string {
  return `/search?${new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))}`;
}

function SearchForm({ q, type }: Pick<SearchPage, 'q' | 'type'>) {
  const { t } = useUi();
  return (
    <Form action="/search" method="get" label={t('search.form')} scope="search" class="s-looking">
      <TextField name="q" type="search" label={t('search.words')} hint={t('search.hint')} value={q} maxLength={200} />
      {type && <input type="hidden" name="type" value={type} />}
      <Button kind="primary">{t('ui.search.go')}</Button>
    </Form>
  );
}

function Found({ group, q, whole }: { group: Group; q: string; whole: boolean }) {
  const { t } = useUi();
  const { type, count, items } = group;
  const more = !whole && count > items.length;
  return (
    <Card
      title={t(`search.type.${type}`)}
      aside={more ? <a href={searchHref({ q, type })}>{t('search.all', { count })}</a> : t('search.count', { count })}
    >
      <ul class="s-founds">
        {items.map((item) => (
          <Result key={item.id} found={item} />
        ))}
      </ul>
    </Card>
  );
}

function Nothing({ q, type }: Pick<SearchPage, 'q' | 'type'>) {
  const { t, purpose } = useUi();
  if (q === '') {
    return (
      <EmptyState title={t('search.empty.title')}>
        <p>{t('search.empty.text')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('search.none.title', { q })}
      actions={
        type ? <a href={searchHref({ q })}>{t('search.everywhere')}</a> : <a href="/actions">{t('search.none.next')}</a>
      }
    >
      <p>{t('search.none.text')}</p>
      {purpose && !purpose.stated && <p>{t('record.list.purposeHint')}</p>}
    </EmptyState>
  );
}

/** What was found for some words, per type; or one type page by page. */
export function SearchPageView({ q, type, groups, next, isFirst }: SearchPage) {
  const { t } = useUi();
  const markings = groups.flatMap(({ items }) => items.flatMap(({ marking }) => (marking ? [marking] : [])));
  return (
    <Layout title={q ? t('search.titleOf', { q }) : t('search.title')} markings={markings}>
      <PageHeader title={t('search.title')} />
      <SearchForm q={q} type={type} />
      {type && groups.length > 0 && (
        <p>
          <a href={searchHref({ q })}>{t('search.everywhere')}</a>
        </p>
      )}
      {groups.length === 0 && <Nothing q={q} type={type} />}
      {groups.map((group) => (
        <Found key={group.type} group={group} q={q} whole={type !== ''} />
      ))}
      <Pagination
        next={next && searchHref({ q, type, after: next })}
        first={isFirst ? null : searchHref({ q, type })}
      />
    </Layout>
  );
}
