import type { OpenSession } from '../../../gate/signed-in.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Card } from '../../../ui/components/card.tsx';
import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';

function columnsFor({ t, format }: Ui, current: string): Column<OpenSession>[] {
  return [
    {
      key: 'since',
      label: t('profile.sessions.since'),
      rowHeader: true,
      cell: ({ signedInAt, session }) => (
        <>
          <TimeText at={signedInAt} />
          {session === current && (
            <>
              <br />
              <strong>{t('profile.sessions.this')}</strong>
            </>
          )}
        </>
      ),
    },
    { key: 'from', label: t('profile.sessions.from'), cell: ({ from }) => from ?? t('profile.sessions.unknown') },
    { key: 'seen', label: t('profile.sessions.lastSeen'), cell: ({ lastSeenAt }) => <TimeText at={lastSeenAt} /> },
    {
      key: 'end',
      label: t('profile.sessions.end'),
      hideLabel: true,
      cell: ({ session, signedInAt }) =>
        session !== current && (
          <Form action={`/profile/sessions/${session}/end`} plain>
            <Button kind="secondary" label={`${t('profile.sessions.end')}: ${format.dateTime(signedInAt)}`}>
              {t('profile.sessions.end')}
            </Button>
          </Form>
        ),
    },
  ];
}

/** Where else this person is signed in, and the way to end it. */
export function Sessions({ sessions, current }: { sessions: readonly OpenSession[]; current: string }) {
  const ui = useUi();
  const { t } = ui;
  return (
    <Card title={t('profile.sessions.title')} id="sessions">
      <DataTable
        caption={t('profile.sessions.caption', { count: sessions.length })}
        columns={columnsFor(ui, current)}
        items={sessions}
        rowKey={({ session }) => session}
      />
      {sessions.length > 1 && (
        <Form action="/profile/sessions/end-others" plain>
          <Button kind="danger">{t('profile.sessions.endOthers')}</Button>
        </Form>
      )}
    </Card>
  );
}
