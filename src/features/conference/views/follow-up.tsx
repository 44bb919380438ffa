import { ButtonLink } from '../../../ui/components/button.tsx';
import { DataTable } from '../../../ui/components/data-table.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { StateTag } from '../../../ui/components/state-tag.tsx';
import { DueDate } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { ActionReference } from '../records.ts';
import { FictionalTag } from './fictional-tag.tsx';

export interface FollowUpProps {
  conclusionId: string;
  actions: readonly ActionReference[];
  /** True when there are more than are shown here. */
  more: boolean;
  mayCreate: boolean;
}

function Title({ action }: { action: ActionReference }) {
  const { id, ref, title, lang } = action;
  return (
    <>
      <span class="s-mute">{ref}</span>
      <br />
      <a href={`/actions/${id}`} data-id={id} {...(lang ? { lang } : {})}>
        {title}
      </a>{' '}
      <FictionalTag record={action} />
    </>
  );
}

function Actions({ actions }: Pick<FollowUpProps, 'actions'>) {
  const { t, agencyName } = useUi();
  return (
    <DataTable
      caption={t('conference.followUp.caption')}
      items={actions}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'title',
          label: t('conference.column.action'),
          rowHeader: true,
          cell: (action) => <Title action={action} />,
        },
        {
          key: 'lead',
          label: t('conference.column.lead'),
          cell: ({ leadAgency }) => leadAgency && agencyName(leadAgency),
        },
        {
          key: 'state',
          label: t('conference.column.state'),
          cell: ({ state = '' }) => <StateTag kind="action" state={state} />,
        },
        {
          key: 'due',
          label: t('conference.column.due'),
          cell: ({ dueOn = null, state }) => <DueDate date={dueOn} done={state !== 'OPEN'} />,
        },
        {
          key: 'marking',
          label: t('marking.title'),
          cell: ({ marking }) => marking && <MarkingLine marking={marking} />,
        },
      ]}
    />
  );
}

/** Who has taken a conclusion on, and how far that is. */
export function FollowUp({ conclusionId, actions, more, mayCreate }: FollowUpProps) {
  const { t } = useUi();
  if (actions.length === 0) {
    const create = (
      <ButtonLink href={`/actions/new?conclusion=${conclusionId}`}>{t('conference.conclusion.newAction')}</ButtonLink>
    );
    return (
      <EmptyState title={t('conference.followUp.empty')} actions={mayCreate && create}>
        <p>{t(mayCreate ? 'conference.followUp.emptyNext' : 'conference.followUp.emptyWait')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <Actions actions={actions} />
      {more && (
        <p>
          <a href={`/actions?conclusion=${conclusionId}`}>{t('conference.followUp.all')}</a>
        </p>
      )}
    </>
  );
}
