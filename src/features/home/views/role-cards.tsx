import { contentRoles, controlRoles } from '../../../../policies/vocabulary.ts';
import { ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Row } from '../../../ui/components/card.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { useUi } from '../../../ui/context.tsx';

function RoleCard({ role, mayReadLog }: { role: string; mayReadLog: boolean }) {
  const { t } = useUi();
  return (
    <Card title={t(`state.role.${role}`)}>
      <p>{t(`home.role.${role}.may`)}</p>
      <p>{t(`home.role.${role}.mayNot`)}</p>
      <Row>
        {role === 'auditor' && mayReadLog && (
          <ButtonLink kind="primary" href="/audit">
            {t('home.role.toLog')}
          </ButtonLink>
        )}
        <ButtonLink href="/profile">{t('home.role.toProfile')}</ButtonLink>
      </Row>
    </Card>
  );
}

/** For people who read no content: what their role may do today, and why it sees no records. */
export function RoleCards({ roles, mayReadLog }: { roles: readonly string[]; mayReadLog: boolean }) {
  const { t } = useUi();
  const held = controlRoles.filter((role) => roles.includes(role));
  if (held.length > 0) {
    return (
      <>
        {held.map((role) => (
          <RoleCard key={role} role={role} mayReadLog={mayReadLog} />
        ))}
      </>
    );
  }
  const contentRole = contentRoles.some((role) => roles.includes(role));
  return (
    <Note kind="warn" title={t(contentRole ? 'home.closed.title' : 'home.noRole.title')}>
      <p>{t(contentRole ? 'home.closed.text' : 'home.noRole.text')}</p>
    </Note>
  );
}
