import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { StateTag } from '../../../ui/components/state-tag.tsx';
import { DueDate } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { ActionReference } from '../records.ts';
import { ActionLink } from './action-link.tsx';

/** What matters beside title and date: how the own agency answered, or who leads. */
export type Shows = 'answer' | 'lead';

function useColumns(shows: Shows): Column<ActionReference>[] {
  const { t, agencyName } = useUi();
  const answer: Column<ActionReference> = {
    key: 'answer',
    label: t('home.column.answer'),
    cell: ({ myAcceptance }) => myAcceptance && <StateTag kind="acceptance" state={myAcceptance} />,
  };
  const lead: Column<ActionReference> = {
    key: 'lead',
    label: t('home.column.lead'),
    cell: ({ leadAgency }) => leadAgency && agencyName(leadAgency),
  };
  return [
    {
      key: 'action',
      label: t('home.column.action'),
      rowHeader: true,
      cell: (action) => <ActionLink action={action} />,
    },
    shows === 'answer' ? answer : lead,
    { key: 'due', label: t('home.column.due'), cell: ({ dueOn = null }) => <DueDate date={dueOn} /> },
  ];
}

export function ActionTable({
  caption,
  items,
  shows,
}: {
  caption: string;
  items: readonly ActionReference[];
  shows: Shows;
}) {
  return (
    <DataTable
      caption={<span class="s-vh">{caption}</span>}
      items={items}
      rowKey={({ id }) => id}
      columns={useColumns(shows)}
    />
  );
}
