import type { FieldProblem } from '../errors.ts';
import type { RecordView } from '../gate/definition.ts';
import type { Explanation } from '../gate/gate.ts';
import { ButtonLink } from '../ui/components/button.tsx';
import { Disclosure, Split } from '../ui/components/card.tsx';
import { MarkingLine } from '../ui/components/marking-chips.tsx';
import { Note } from '../ui/components/note.tsx';
import { PageHeader } from '../ui/components/page-header.tsx';
import { SummaryList } from '../ui/components/summary-list.tsx';
import { Tag } from '../ui/components/tag.tsx';
import { TimeText } from '../ui/components/time-text.tsx';
import { type Children, useUi } from '../ui/context.tsx';
import { Layout } from '../ui/layout.tsx';
import { AuthorName } from './author-name.tsx';
import { MarkingDetails } from './marking-details.tsx';
import type { Room } from './room.ts';
import type { SentForm } from './sent-form.ts';
import { WhyCard } from './why-card.tsx';

/** A marked record, as its page says what all types have. */
interface MarkedView extends RecordView {
  fictional?: boolean;
  stateReason?: string | null;
}

export interface RecordPageProps {
  room: Room;
  record: MarkedView;
  why: Explanation;
  /** What was refused on this page, if anything was. */
  problems: readonly FieldProblem[];
  sent: SentForm | null;
  /** True when what was sent was meant against an older version. */
  stale: boolean;
  /** State and what else stands beside the marking. */
  tags: Children;
  /** Rows before author and time. */
  facts: readonly { label: string; value: Children }[];
  /** The steps that may be taken. */
  moves: Children;
  /** Other records on the page whose markings count. */
  besides?: readonly (RecordView | null | undefined)[];
  children: Children;
}

/** Said before the text: that somebody was faster, why it stands as it does, in which language it is. */
function Said({ record, stale }: Pick<RecordPageProps, 'record' | 'stale'>) {
  const { t, lang } = useUi();
  return (
    <>
      {stale && (
        <Note kind="warn" title={t('record.stale.title')} live>
          <p>{t('record.stale.moved')}</p>
        </Note>
      )}
      {record.stateReason && (
        <Note title={t('record.stateReason')}>
          <p>{record.stateReason}</p>
        </Note>
      )}
      {record.lang && record.lang !== lang && (
        <p class="s-mute">{t('record.inLanguage', { language: t(`language.${record.lang}`) })}</p>
      )}
    </>
  );
}

function Side({ room, record, why, facts, moves }: RecordPageProps) {
  const { t } = useUi();
  const { createdBy, marking } = record;
  return (
    <>
      <SummaryList
        rows={[
          ...facts,
          ...(createdBy ? [{ label: t('record.author'), value: <AuthorName of={record} /> }] : []),
          { label: t('record.updated'), value: <TimeText at={record.updatedAt} /> },
        ]}
      />
      {moves}
      <WhyCard record={record} why={why} room={room} />
      {marking && (
        <Disclosure summary={t('marking.title')}>
          <MarkingDetails marking={marking} />
        </Disclosure>
      )}
    </>
  );
}

/** One marked record with everything that this reader may see and do; what is told of it is its type's. */
export function RecordPage(props: RecordPageProps) {
  const { room, record, tags, besides = [] } = props;
  const { t } = useUi();
  return (
    <Layout
      title={record.title ?? record.ref ?? ''}
      nav={room.nav}
      breadcrumbs={[{ href: room.href, label: t(room.messageId) }, { label: record.ref ?? '' }]}
      markings={[record, ...besides].flatMap((one) => one?.marking ?? [])}
      errors={props.problems}
      sent={props.sent?.scope}
    >
      <div data-id={record.id}>
        <PageHeader
          title={record.title ?? ''}
          lang={record.lang}
          over={record.ref}
          tags={
            <>
              {tags}
              {record.marking && <MarkingLine marking={record.marking} />}
              {record.fictional && <Tag shape="ring">{t('record.fictional')}</Tag>}
            </>
          }
          actions={
            record.allowed.includes('update') && (
              <ButtonLink href={`${room.href}/${record.id}/edit`}>{t('record.edit')}</ButtonLink>
            )
          }
        />
      </div>
      <Split
        main={
          <>
            <Said record={record} stale={props.stale} />
            {props.children}
          </>
        }
        side={<Side {...props} />}
      />
    </Layout>
  );
}
