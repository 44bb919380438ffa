import { Card } from '../../../ui/components/card.tsx';
import { Timeline } from '../../../ui/components/timeline.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { ActionReference } from '../records.ts';
import { ActionLink } from './action-link.tsx';

/** The actions that were written last. */
export function ChangedList({ actions }: { actions: readonly ActionReference[] }) {
  const { t } = useUi();
  return (
    <Card title={t('home.changed.title')} look="soft">
      {actions.length > 0 ? (
        <Timeline
          entries={actions.map((action) => ({
            key: action.id,
            at: action.updatedAt,
            title: <ActionLink action={action} />,
          }))}
        />
      ) : (
        <p>{t('home.changed.none')}</p>
      )}
      <p>
        <a href="/actions?sort=updated&direction=desc">{t('home.changed.all')}</a>
      </p>
    </Card>
  );
}
