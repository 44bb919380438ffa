import { ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Row } from '../../../ui/components/card.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { useUi } from '../../../ui/context.tsx';
import { heldRoles } from '../held-roles.ts';

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
  const { control, content } = heldRoles(roles);
  if (control.length > 0) {
    return (
      <>
        {control.map((role) => (
          <RoleCard key={role} role={role} mayReadLog={mayReadLog} />
        ))}
      </>
    );
  }
  return (
    <Note kind="warn" title={t(content ? 'home.closed.title' : 'home.noRole.title')}>
      <p>{t(content ? 'home.closed.text' : 'home.noRole.text')}</p>
    </Note>
  );
}
