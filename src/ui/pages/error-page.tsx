import { controlRoles } from '../../../policies/vocabulary.ts';
import { ButtonLink } from '../components/button.tsx';
import { Row } from '../components/card.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { useUi } from '../context.tsx';
import { hasMessage, type MessageParams } from '../i18n.ts';
import { Layout } from '../layout.tsx';
import type { FieldProblem } from '../problems.ts';

export interface ErrorPageProps {
  /** HTTP status; chooses the title. */
  status: number;
  /** What happened, in one sentence. */
  messageId: string;
  params?: MessageParams | undefined;
  requestId: string;
  /** What to do next: messages, most useful first. */
  whatToDo?: readonly string[] | undefined;
  /** What is wrong with which field, where there is no form to show it in. */
  fields?: readonly FieldProblem[] | undefined;
  /** The list that the address lies under: a way on, besides home. */
  list?: { href: string; messageId: string } | undefined;
}

/** The fields by the names that their forms give them. */
function FieldList({ fields }: { fields: readonly FieldProblem[] }) {
  const { t, lang } = useUi();
  const nameOf = (field: string) => (hasMessage(lang, `field.${field}`) ? t(`field.${field}`) : field);
  return (
    <ul class="s-list">
      {fields.map(({ field, messageId, params }) => (
        <li key={`${field} ${messageId}`}>
          {field && <strong>{nameOf(field)}: </strong>}
          {t(messageId, params)}
        </li>
      ))}
    </ul>
  );
}

/** Says what happened, what to do next, and the number that finds this moment in the log. Never a detail of the fault. */
export function ErrorPage(props: ErrorPageProps) {
  const { status, messageId, params, requestId, whatToDo = [], fields = [], list } = props;
  const { t, lang, person } = useUi();
  const closedTo = status === 403 ? controlRoles.filter((role) => person?.roles.includes(role)) : [];
  const titleId = hasMessage(lang, `ui.error.title.${status}`) ? `ui.error.title.${status}` : 'ui.error.title.other';
  return (
    <Layout title={t(titleId)} markings={[]} width="narrow" detour>
      <PageHeader title={t(titleId)} lede={t(messageId, params)} />
      {closedTo.map((role) => (
        <p key={role}>{t(`home.role.${role}.mayNot`)}</p>
      ))}
      {fields.length > 0 && <FieldList fields={fields} />}
      {whatToDo.length > 0 && (
        <>
          <h2>{t('ui.error.whatToDo')}</h2>
          <ul class="s-list">
            {whatToDo.map((step) => (
              <li key={step}>{t(step, params)}</li>
            ))}
          </ul>
        </>
      )}
      <p class="s-reference">
        {t('ui.error.reference')} <code>{requestId}</code>
      </p>
      <Row>
        {list && (
          <ButtonLink href={list.href} kind="primary">
            {t('ui.error.toList', { list: t(list.messageId) })}
          </ButtonLink>
        )}
        <ButtonLink href="/">{t('ui.error.home')}</ButtonLink>
      </Row>
    </Layout>
  );
}
