import { Button } from '../../../ui/components/button.tsx';
import { Select } from '../../../ui/components/choices.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { FieldProblem } from '../../../ui/problems.ts';

export interface DraftForm {
  title: string;
  reason: string;
  file: string;
  files: readonly string[];
  base: number;
  problems: readonly FieldProblem[];
}

/** A new change: what it is to do and why, and the file to begin with. */
export function DraftPage({ title, reason, file, files, base, problems }: DraftForm) {
  const { t } = useUi();
  return (
    <Layout
      title={t('policies.draft.title')}
      nav="policies"
      width="narrow"
      breadcrumbs={[
        { href: '/policies', label: t('policies.title') },
        { href: '/policies/changes', label: t('policies.changes.title') },
        { label: t('policies.draft.title') },
      ]}
      markings={[]}
      errors={problems}
    >
      <PageHeader title={t('policies.draft.title')} lede={t('policies.draft.lede', { version: String(base) })} />
      <Form action="/policies/changes" remember>
        <TextField
          name="title"
          label={t('policies.draft.what')}
          hint={t('policies.draft.what.hint')}
          value={title}
          maxLength={200}
        />
        <TextArea
          name="reason"
          label={t('policies.draft.why')}
          hint={t('policies.draft.why.hint')}
          value={reason}
          rows={3}
          maxLength={2000}
        />
        <Select
          name="file"
          label={t('policies.draft.file')}
          hint={t('policies.draft.file.hint')}
          value={file}
          options={files.map((path) => ({ value: path, label: path }))}
        />
        <Button>{t('policies.draft.button')}</Button>
      </Form>
    </Layout>
  );
}
