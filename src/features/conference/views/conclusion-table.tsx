import { DataTable } from '../../../ui/components/data-table.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { type Children, useUi } from '../../../ui/context.tsx';
import type { ConclusionView } from '../records.ts';
import { ActionCount } from './action-count.tsx';
import { FictionalTag } from './fictional-tag.tsx';

function Title({ conclusion }: { conclusion: ConclusionView }) {
  const { t } = useUi();
  const { id, ref, kind, title, lang, marking } = conclusion;
  return (
    <>
      <span class="s-mute">{[ref, kind && t(`state.kind.${kind}`)].filter(Boolean).join(' · ')}</span>
      <br />
      <a href={`/conclusions/${id}`} data-id={id} {...(lang ? { lang } : {})}>
        {title}
      </a>
      <br />
      {marking && <MarkingLine marking={marking} />} <FictionalTag record={conclusion} />
    </>
  );
}

/** Conclusions with what they ask for and how many actions follow them up. */
export function ConclusionTable({ caption, items }: { caption: Children; items: readonly ConclusionView[] }) {
  const { t } = useUi();
  return (
    <DataTable
      caption={caption}
      items={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'title',
          label: t('conference.column.title'),
          rowHeader: true,
          cell: (conclusion) => <Title conclusion={conclusion} />,
        },
        { key: 'need', label: t('conference.column.need'), cell: ({ need }) => need && t(`state.need.${need}`) },
        {
          key: 'actions',
          label: t('conference.column.actions'),
          cell: ({ id, actions }) => <ActionCount count={actions} href={`/actions?conclusion=${id}`} />,
        },
      ]}
    />
  );
}
