import type { Colleagues } from '../../../gate/colleague-desk.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Card } from '../../../ui/components/card.tsx';
import { Select } from '../../../ui/components/choices.tsx';
import { DataTable } from '../../../ui/components/data-table.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { FieldProblem } from '../../../ui/problems.ts';

type Colleague = Colleagues['people'][number];

/** How the portal knows somebody, and the button that vouches for who is new. */
function Standing({ person, mayVouch }: { person: Colleague; mayVouch: boolean }) {
  const { t } = useUi();
  const { id, name, status, heldUntil, firstSeenAt } = person;
  if (status === 'SUSPENDED')
    return (
      <Tag tone="bad" shape="cross">
        {t('colleague.suspended')}
      </Tag>
    );
  if (heldUntil !== null)
    return (
      <>
        <Tag tone="warn" shape="diamond">
          {t('colleague.held')}
        </Tag>{' '}
        <TimeText at={heldUntil} />
        {mayVouch && (
          <Form action={`/people/${id}/vouch`} scope={`vouch-${id}`} label={name} plain>
            <Button kind="secondary">{t('colleague.vouch')}</Button>
          </Form>
        )}
      </>
    );
  if (firstSeenAt === null)
    return (
      <Tag tone="info" shape="ring">
        {t('colleague.expected')}
      </Tag>
    );
  return (
    <Tag tone="ok" shape="tick">
      {t('colleague.known')}
    </Tag>
  );
}

function RegisterForm({ colleagues: { providers }, typed }: Pick<ColleaguesPageProps, 'colleagues' | 'typed'>) {
  const { t } = useUi();
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '');
  return (
    <Card title={t('colleague.register.title')} id="register">
      <Form action="/people" remember>
        <p>{t('colleague.register.about')}</p>
        {providers.length > 1 && (
          <Select
            name="provider"
            label={t('field.provider')}
            value={text('provider')}
            options={providers.map(({ alias }) => ({ value: alias, label: alias }))}
          />
        )}
        <TextField
          name="subjectId"
          label={t('field.subjectId')}
          hint={t('colleague.register.hint', {
            example: `…@${providers[0]?.scopes[0] ?? ''}`,
          })}
          value={text('subjectId')}
          size="medium"
        />
        <Button>{t('colleague.register')}</Button>
      </Form>
    </Card>
  );
}

interface ColleaguesPageProps {
  colleagues: Colleagues;
  typed: Record<string, unknown>;
  problems: readonly FieldProblem[];
}

/** The own agency's people: who is new and held, who is expected, and how to register or vouch. */
export function ColleaguesPage({ colleagues, typed, problems }: ColleaguesPageProps) {
  const { t, agencyName, person } = useUi();
  const { people, mayVouch } = colleagues;
  return (
    <Layout title={t('colleague.title')} nav="profile" markings={[]} errors={problems}>
      <PageHeader over={agencyName(person?.agency ?? '')} title={t('colleague.title')} lede={t('colleague.lede')} />
      <DataTable
        caption={t('colleague.caption', { count: people.length })}
        items={people}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            label: t('colleague.name'),
            rowHeader: true,
            cell: ({ id, name, subjectId }) => (
              <span data-id={id}>
                {name} {name !== subjectId && <span class="s-mute">{subjectId}</span>}
              </span>
            ),
          },
          {
            key: 'roles',
            label: t('colleague.roles'),
            cell: ({ roles }) => roles.map((role) => t(`state.role.${role}`)).join(', ') || '—',
          },
          {
            key: 'last',
            label: t('colleague.last'),
            cell: ({ lastSeenAt }) => (lastSeenAt === null ? t('colleague.never') : <TimeText at={lastSeenAt} />),
          },
          {
            key: 'standing',
            label: t('colleague.standing'),
            cell: (one) => <Standing person={one} mayVouch={mayVouch} />,
          },
        ]}
      />
      {mayVouch && <RegisterForm colleagues={colleagues} typed={typed} />}
    </Layout>
  );
}
