import { Tag } from '../../../ui/components/tag.tsx';
import { useUi } from '../../../ui/context.tsx';

/** Says that a record was invented for the demonstration (DOMAIN: labelled in the data and on the pages). */
export function FictionalTag({ record }: { record: { fictional?: boolean } }) {
  const { t } = useUi();
  return record.fictional ? (
    <Tag tone="mute" shape="ring">
      {t('conference.fictional')}
    </Tag>
  ) : null;
}
