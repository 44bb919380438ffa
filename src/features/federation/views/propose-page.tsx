import type { AgencyEntry } from '../../../gate/directory.ts';
import { roleChangeKinds, roleScopes } from '../../../gate/role-views.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Radios, Select } from '../../../ui/components/choices.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { FieldProblem } from '../../../ui/problems.ts';
import { choices } from '../choices.ts';

export interface ProposeForm {
  agencies: readonly AgencyEntry[];
  typed: Record<string, unknown>;
  problems: readonly FieldProblem[];
}

function WhomFields({ agencies, text }: Pick<ProposeForm, 'agencies'> & { text: (name: string) => string }) {
  const { t, lang } = useUi();
  return (
    <>
      <Select
        name="agency"
        label={t('field.agency')}
        value={text('agency')}
        empty=""
        options={agencies.map(({ code, names }) => ({
          value: code,
          label: `${names[lang] ?? names.en ?? code} (${code})`,
        }))}
      />
      <TextField
        name="provider"
        label={t('field.provider')}
        hint={t('roles.provider.hint')}
        value={text('provider')}
        size="short"
      />
      <TextField
        name="subjectId"
        label={t('field.subjectId')}
        hint={t('roles.subject.hint')}
        value={text('subjectId')}
        size="medium"
      />
    </>
  );
}

function RoleFields({ text }: { text: (name: string) => string }) {
  const { t } = useUi();
  return (
    <>
      <Select
        name="role"
        label={t('field.role')}
        hint={t('roles.role.hint')}
        value={text('role')}
        empty=""
        options={choices.roles.map((value) => ({ value, label: t(`state.role.${value}`) }))}
      />
      <Radios
        name="scope"
        label={t('roles.scope')}
        hint={t('roles.scope.hint')}
        value={text('scope') || 'agency'}
        options={roleScopes.map((value) => ({ value, label: t(`roles.scope.${value}`) }))}
      />
    </>
  );
}

/** A role that is to be given or taken: whose, and why. */
export function ProposePage({ agencies, typed, problems }: ProposeForm) {
  const { t } = useUi();
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '');
  return (
    <Layout
      title={t('roles.propose')}
      nav="federation"
      width="narrow"
      breadcrumbs={[
        { href: '/federation', label: t('federation.title') },
        { href: '/federation/roles', label: t('roles.title') },
        { label: t('roles.propose') },
      ]}
      markings={[]}
      errors={problems}
    >
      <PageHeader title={t('roles.propose')} lede={t('roles.propose.lede')} />
      <Form action="/federation/roles" remember>
        <Radios
          name="kind"
          label={t('roles.kind')}
          value={text('kind') || 'grant'}
          inline
          options={roleChangeKinds.map((value) => ({ value, label: t(`roles.kind.${value}`) }))}
        />
        <WhomFields agencies={agencies} text={text} />
        <RoleFields text={text} />
        <TextArea
          name="reason"
          label={t('federation.apply.reason')}
          hint={t('roles.reason.hint')}
          value={text('reason')}
          rows={3}
          maxLength={2000}
        />
        <Button>{t('roles.propose.button')}</Button>
      </Form>
    </Layout>
  );
}
