import { ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Row } from '../../../ui/components/card.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { useUi } from '../../../ui/context.tsx';
import { heldRoles } from '../held-roles.ts';
import type { Home } from '../view-home.ts';

/** Changes of the policy in which this administrator's step is next. */
function PolicyTasks({ policies }: { policies: NonNullable<Home['policies']> }) {
  const { t } = useUi();
  const { approve, mine, ratify } = policies;
  if (approve + mine === 0 && ratify === null) return null;
  return (
    <Note kind={approve > 0 || ratify !== null ? 'warn' : 'info'}>
      {ratify !== null && (
        <p>
          <a href={`/policies/changes/${ratify}`}>{t('home.policies.ratify')}</a>
        </p>
      )}
      {approve > 0 && (
        <p>
          <a href="/policies/changes">{t('home.policies.waiting', { count: approve })}</a>
        </p>
      )}
      {mine > 0 && (
        <p>
          <a href="/policies/changes">{t('home.policies.mine', { count: mine })}</a>
        </p>
      )}
    </Note>
  );
}

interface RoleCardProps {
  role: string;
  mayReadLog: boolean;
  policies: Home['policies'];
}

function RoleCard({ role, mayReadLog, policies }: RoleCardProps) {
  const { t } = useUi();
  const administers = role === 'policy-administrator' && policies !== null;
  return (
    <Card title={t(`state.role.${role}`)}>
      {administers && <PolicyTasks policies={policies} />}
      <p>{t(`home.role.${role}.may`)}</p>
      <p>{t(`home.role.${role}.mayNot`)}</p>
      <Row>
        {role === 'auditor' && mayReadLog && (
          <ButtonLink kind="primary" href="/audit">
            {t('home.role.toLog')}
          </ButtonLink>
        )}
        {administers && (
          <ButtonLink kind="primary" href="/policies">
            {t('home.role.toPolicies')}
          </ButtonLink>
        )}
        {role === 'federation-operator' && (
          <ButtonLink kind="primary" href="/federation">
            {t('home.role.toFederation')}
          </ButtonLink>
        )}
        <ButtonLink href="/profile">{t('home.role.toProfile')}</ButtonLink>
      </Row>
    </Card>
  );
}

/** For people who read no content: what their role may do today, and why it sees no records. */
export function RoleCards({ roles, mayReadLog, policies }: Pick<Home, 'roles' | 'mayReadLog' | 'policies'>) {
  const { t } = useUi();
  const { control, content } = heldRoles(roles);
  if (control.length > 0) {
    return (
      <>
        {control.map((role) => (
          <RoleCard key={role} role={role} mayReadLog={mayReadLog} policies={policies} />
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
