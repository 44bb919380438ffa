import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { DueDate } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { ActionReference } from '../records.ts';
import { ActionLink } from './action-link.tsx';

function useColumns(): Column<ActionReference>[] {
  const { t, agencyName } = useUi();
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
    lead,
    { key: 'due', label: t('home.column.due'), cell: ({ dueOn = null }) => <DueDate date={dueOn} /> },
  ];
}

export function ActionTable({ caption, items }: { caption: string; items: readonly ActionReference[] }) {
  return (
    <DataTable
      caption={<span class="s-vh">{caption}</span>}
      items={items}
      rowKey={({ id }) => id}
      columns={useColumns()}
    />
  );
}
