import { Card } from '../../../ui/components/card.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { Timeline } from '../../../ui/components/timeline.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';
import type { News, NewsItem } from '../news.ts';
import { ActionLink } from './action-link.tsx';

/** What happened, in words. */
function happened({ t, agencyName }: Ui, item: NewsItem): string {
  const { record } = item;
  if (item.kind === 'action' || item.kind === 'practice') {
    return t(`home.news.${item.kind}.${record.version === 1 ? 'new' : 'changed'}`);
  }
  const agency = agencyName(item.record.agency ?? '');
  if (item.kind === 'report') return t('home.news.report', { agency, percent: item.record.percent ?? 0 });
  const { acceptance = '', implementation = 'NOT_STARTED' } = item.record;
  const state =
    implementation === 'NOT_STARTED' ? `state.acceptance.${acceptance}` : `state.implementation.${implementation}`;
  return t('home.news.answer', { agency, state: t(state) });
}

function About({ item }: { item: NewsItem }) {
  if (item.kind === 'action') return <ActionLink action={item.record} />;
  if (item.kind === 'practice') {
    const { id, ref, title, lang, marking } = item.record;
    return (
      <>
        <span class="s-mute">{ref}</span>
        <br />
        <a href={`/practices/${id}`} data-id={id} {...(lang ? { lang } : {})}>
          {title}
        </a>
        <br />
        {marking && <MarkingLine marking={marking} />}
      </>
    );
  }
  const anchor = item.kind === 'report' ? '#progress' : '#commitments';
  return <span data-id={item.record.id}>{item.action && <ActionLink action={item.action} anchor={anchor} />}</span>;
}

/** What changed since the last visit; at the first one, what was written last. */
export function NewsCard({ news }: { news: News }) {
  const ui = useUi();
  const { t, format } = ui;
  const { since, items } = news;
  // Nothing new: the lists then open whole, not empty.
  const narrowed = since && news.actions + news.practices > 0 ? { since } : {};
  const query = new URLSearchParams({ ...narrowed, sort: 'updated', direction: 'desc' });
  return (
    <Card title={t(since ? 'home.news.title' : 'home.news.first')} look="soft">
      {since && <p class="s-mute">{t('home.news.since', { date: format.dateTime(since) })}</p>}
      {items.length > 0 ? (
        <Timeline
          entries={items.map((item) => ({
            key: item.record.id,
            at: item.record.updatedAt,
            title: happened(ui, item),
            children: <About item={item} />,
          }))}
        />
      ) : (
        <p>{t(since ? 'home.news.none' : 'home.news.nothing')}</p>
      )}
      <p>
        <a href={`/actions?${query}`}>{t('home.news.actions', { count: news.actions })}</a>
        <br />
        <a href={`/practices?${query}`}>{t('home.news.practices', { count: news.practices })}</a>
      </p>
    </Card>
  );
}
