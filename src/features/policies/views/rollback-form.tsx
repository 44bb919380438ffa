import { Button } from '../../../ui/components/button.tsx';
import { Card } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { useUi } from '../../../ui/context.tsx';

/** Takes the version in force back; a reason is mandatory, and where it opens anything a second person decides. */
export function RollbackForm({ version, previous }: { version: number; previous: number }) {
  const { t } = useUi();
  const params = { version: String(version), previous: String(previous) };
  return (
    <Card title={t('policies.rollback.title', params)} look="soft" id="rollback">
      <p>{t('policies.rollback.about')}</p>
      <Form action={`/policies/${version}/rollback`} scope="rollback" remember>
        <TextArea name="reason" label={t('policies.reason')} rows={2} maxLength={2000} />
        <Button kind="danger">{t('policies.rollback.button', params)}</Button>
      </Form>
    </Card>
  );
}
