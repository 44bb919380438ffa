import type { AgencyEntry } from '../../../gate/directory.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Disclosure } from '../../../ui/components/card.tsx';
import { Checkboxes, Radios, Select } from '../../../ui/components/choices.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { DateField, TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { FieldProblem } from '../../../ui/problems.ts';
import { choices } from '../choices.ts';

export interface ApplyForm {
  agencies: readonly AgencyEntry[];
  /** As it was sent, where it comes back. */
  typed: Record<string, unknown>;
  problems: readonly FieldProblem[];
}

type Typed = Pick<ApplyForm, 'typed'>;
const text = ({ typed }: Typed, name: string, unless = ''): string =>
  typeof typed[name] === 'string' ? typed[name] : unless;
const several = ({ typed }: Typed, name: string): string[] => [typed[name] ?? []].flat().map(String);

function WhoFields({ form }: { form: ApplyForm }) {
  const { t, lang } = useUi();
  return (
    <>
      <TextField
        name="alias"
        label={t('field.alias')}
        hint={t('federation.apply.alias.hint')}
        value={text(form, 'alias')}
        size="short"
      />
      <Checkboxes
        name="agencies"
        label={t('field.agencies')}
        hint={t('federation.apply.agencies.hint')}
        values={several(form, 'agencies')}
        filterLabel={t('federation.apply.agencies.filter')}
        options={form.agencies.map(({ code, names }) => ({
          value: code,
          label: `${names[lang] ?? names.en ?? code} (${code})`,
        }))}
      />
      <TextArea
        name="metadata"
        label={t('field.metadata')}
        hint={t('federation.apply.metadata.hint')}
        value={text(form, 'metadata')}
        rows={8}
      />
      <TextField
        name="entityId"
        label={t('field.entityId')}
        hint={t('federation.apply.entityId.hint')}
        value={text(form, 'entityId')}
        optional
      />
      <TextField
        name="scopes"
        label={t('field.scopes')}
        hint={t('federation.apply.scopes.hint', { example: 'police.example' })}
        value={text(form, 'scopes')}
      />
    </>
  );
}

function CapFields({ form }: { form: ApplyForm }) {
  const { t } = useUi();
  return (
    <>
      <Select
        name="clearance"
        label={t('federation.apply.clearance')}
        hint={t('federation.apply.clearance.hint')}
        value={text(form, 'clearance', 'OFFICIAL')}
        options={choices.clearances.map((value) => ({ value, label: t(`marking.classification.${value}`) }))}
      />
      <Checkboxes
        name="purposes"
        label={t('federation.apply.purposes')}
        hint={t('federation.apply.purposes.hint')}
        values={several(form, 'purposes')}
        options={choices.purposes.map((value) => ({ value, label: t(`marking.purpose.${value}`) }))}
      />
      <Checkboxes
        name="mfa"
        label={t('federation.apply.mfa')}
        optional
        values={several(form, 'mfa')}
        options={[{ value: 'on', label: t('federation.apply.mfa.yes'), hint: t('federation.apply.mfa.hint') }]}
      />
    </>
  );
}

function SamlFields({ form }: { form: ApplyForm }) {
  const { t } = useUi();
  return (
    <Disclosure summary={t('federation.apply.more')}>
      <Radios
        name="signature"
        label={t('federation.apply.signature')}
        value={text(form, 'signature', 'both')}
        options={(['both', 'response', 'assertion'] as const).map((value) => ({
          value,
          label: t(`federation.apply.signature.${value}`),
        }))}
      />
      <Checkboxes
        name="allowCbc"
        label={t('federation.apply.cbc')}
        optional
        values={several(form, 'allowCbc')}
        options={[{ value: 'on', label: t('federation.apply.cbc.yes'), hint: t('federation.apply.cbc.hint') }]}
      />
      <TextArea
        name="attributes"
        label={t('field.attributes')}
        hint={t('federation.apply.attributes.hint', { example: 'clearance = urn:example:clearance' })}
        value={text(form, 'attributes')}
        rows={3}
        optional
      />
    </Disclosure>
  );
}

/** A provider that wants to come in, or another registration of one that is in. */
export function ApplyPage(form: ApplyForm) {
  const { t } = useUi();
  return (
    <Layout
      title={t('federation.apply')}
      nav="federation"
      width="narrow"
      breadcrumbs={[
        { href: '/federation', label: t('federation.title') },
        { href: '/federation/applications', label: t('federation.applications.title') },
        { label: t('federation.apply') },
      ]}
      markings={[]}
      errors={form.problems}
    >
      <PageHeader title={t('federation.apply')} lede={t('federation.apply.lede')} />
      <Form action="/federation/applications" remember>
        <WhoFields form={form} />
        <CapFields form={form} />
        <DateField
          name="trustedUntil"
          label={t('field.trustedUntil')}
          hint={t('federation.apply.trustedUntil.hint')}
          value={text(form, 'trustedUntil')}
          optional
        />
        <SamlFields form={form} />
        <TextArea
          name="reason"
          label={t('federation.apply.reason')}
          hint={t('federation.apply.reason.hint')}
          value={text(form, 'reason')}
          rows={3}
          maxLength={2000}
        />
        <Button>{t('federation.apply.button')}</Button>
      </Form>
    </Layout>
  );
}
