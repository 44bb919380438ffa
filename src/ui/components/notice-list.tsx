import { useUi } from '../context.tsx';
import { Button, ButtonLink } from './button.tsx';
import { Row } from './card.tsx';
import { Form } from './form.tsx';
import { Note, type NoteKind } from './note.tsx';
import { TimeText } from './time-text.tsx';

/** What an agency is told about itself. */
export interface Notice {
  id: string;
  kind: 'impersonation' | 'application' | 'confirmation' | 'activation' | 'suspension';
  /** Codes and numbers that its message puts into words. */
  detail: Record<string, string | number>;
  times: number;
  /** ISO 8601. */
  lastAt: string;
  seenAt: string | null;
}

const kinds: Readonly<Record<Notice['kind'], NoteKind>> = {
  impersonation: 'bad',
  suspension: 'bad',
  confirmation: 'warn',
  application: 'info',
  activation: 'info',
};

function messageOf({ kind, detail }: Notice): string {
  return kind === 'suspension' ? `notice.suspension.${detail.what}` : `notice.${kind}`;
}

function NoticeNote({ notice }: { notice: Notice }) {
  const { t } = useUi();
  const { id, kind, detail, times, lastAt, seenAt } = notice;
  const message = messageOf(notice);
  return (
    <Note kind={seenAt === null ? kinds[kind] : 'info'} title={t(`${message}.title`, detail)}>
      <p>
        {t(`${message}.text`, detail)} {times > 1 && `${t('notice.times', { count: times })} `}
        <TimeText at={lastAt} />
      </p>
      {seenAt === null ? (
        <Form action={`/notices/${id}/seen`} scope={`notice-${id}`} plain>
          <Row>
            {typeof detail.application === 'number' && (
              <ButtonLink href={`/federation/applications/${detail.application}`}>
                {t('notice.application.link')}
              </ButtonLink>
            )}
            <Button kind="quiet">{t('notice.seen')}</Button>
          </Row>
        </Form>
      ) : (
        <p class="s-mute">
          {t('notice.seenAt')} <TimeText at={seenAt} />
        </p>
      )}
    </Note>
  );
}

/** What an agency is told, each with a button that says for the agency: taken note. */
export function NoticeList({ notices }: { notices: readonly Notice[] }) {
  return (
    <>
      {notices.map((notice) => (
        <NoticeNote key={notice.id} notice={notice} />
      ))}
    </>
  );
}
