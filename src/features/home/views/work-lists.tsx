import type { RecordView } from '../../../gate/definition.ts';
import { Card, Split } from '../../../ui/components/card.tsx';
import { type KeyFigure, KeyFigures } from '../../../ui/components/key-figures.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { useUi } from '../../../ui/context.tsx';
import { type WorkList, workFilters } from '../queries.ts';
import type { Section, Work } from '../view-home.ts';
import { ActionTable } from './action-table.tsx';
import { ConferenceCard } from './conference-card.tsx';
import { NewsCard } from './news-card.tsx';
import { WaitingCard } from './waiting-card.tsx';

/** The markings of everything that the lists show. */
export function workMarkings({ waiting, overdue, soon, news, conference }: Work): NonNullable<RecordView['marking']>[] {
  const told = news.items.flatMap((item) => ('action' in item ? [item.record, item.action] : [item.record]));
  const records: (RecordView | null)[] = [...waiting.items, ...overdue.items, ...soon.items, ...told, conference];
  return records.flatMap((one) => one?.marking ?? []);
}

const addressOf = (name: WorkList) => `/actions?${new URLSearchParams(workFilters[name])}`;

function useFigures({ waiting, overdue, soon }: Work): KeyFigure[] {
  const { t } = useUi();
  return [
    { value: waiting.total, label: t('home.waiting.figure'), href: addressOf('waiting'), tone: 'warn' },
    { value: overdue.total, label: t('home.overdue.figure'), href: addressOf('overdue'), tone: 'bad' },
    { value: soon.total, label: t('home.soon.figure'), href: addressOf('soon') },
  ];
}

function WorkCard({ title, section, all }: { title: string; section: Section; all: string }) {
  const { t } = useUi();
  if (section.items.length === 0) return null;
  const more = section.total > section.items.length;
  return (
    <Card title={title} aside={more && <a href={all}>{t('home.all', { total: section.total })}</a>}>
      <ActionTable caption={title} items={section.items} />
    </Card>
  );
}

function Lists({ work }: { work: Work }) {
  const { t } = useUi();
  const { waiting, overdue, soon } = work;
  const nothing = waiting.items.length + overdue.items.length + soon.items.length === 0;
  if (nothing) {
    return (
      <EmptyState title={t('home.nothing.title')} actions={<a href="/actions">{t('home.nothing.next')}</a>}>
        <p>{t('home.nothing.text')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <WaitingCard waiting={waiting} all={addressOf('waiting')} />
      <WorkCard title={t('home.overdue.title')} section={overdue} all={addressOf('overdue')} />
      <WorkCard title={t('home.soon.title')} section={soon} all={addressOf('soon')} />
    </>
  );
}

/** What waits for the agency, what is due, what changed, and the latest conference. */
export function WorkLists({ work }: { work: Work }) {
  const { t } = useUi();
  return (
    <>
      <KeyFigures label={t('home.figures')} figures={useFigures(work)} />
      <Split
        main={<Lists work={work} />}
        side={
          <>
            <NewsCard news={work.news} />
            {work.conference && <ConferenceCard conference={work.conference} />}
          </>
        }
      />
    </>
  );
}
