import { suspensionKinds } from '../../../gate/registry-words.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Radios } from '../../../ui/components/choices.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { FieldProblem } from '../../../ui/problems.ts';

interface SuspendForm {
  typed: Record<string, unknown>;
  problems: readonly FieldProblem[];
}

function SuspendFields({ typed }: Pick<SuspendForm, 'typed'>) {
  const { t } = useUi();
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : '');
  return (
    <>
      <Radios
        name="kind"
        label={t('suspension.kind')}
        value={text('kind')}
        options={suspensionKinds.map((value) => ({
          value,
          label: t(`suspension.kind.${value}`),
          hint: t(`suspension.kind.${value}.hint`),
        }))}
      />
      <TextField
        name="subject"
        label={t('suspension.subject')}
        hint={t('suspension.subject.hint', { name: 'subject-id' })}
        value={text('subject')}
      />
      <TextArea
        name="reason"
        label={t('suspension.reason')}
        hint={t('suspension.reason.hint')}
        value={text('reason')}
        rows={3}
        maxLength={2000}
      />
    </>
  );
}

/** Shutting out a provider, an agency or a person. */
export function SuspendPage({ typed, problems }: SuspendForm) {
  const { t } = useUi();
  return (
    <Layout
      title={t('suspension.new')}
      nav="federation"
      width="narrow"
      breadcrumbs={[
        { href: '/federation', label: t('federation.title') },
        { href: '/federation/suspensions', label: t('suspension.title') },
        { label: t('suspension.new') },
      ]}
      markings={[]}
      errors={problems}
    >
      <PageHeader title={t('suspension.new')} lede={t('suspension.new.lede')} />
      <Form action="/federation/suspensions" remember>
        <SuspendFields typed={typed} />
        <Button kind="danger">{t('suspension.begin')}</Button>
      </Form>
    </Layout>
  );
}
