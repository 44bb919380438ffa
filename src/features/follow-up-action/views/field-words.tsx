import { textOf } from '../../../record/share-form.ts';
import { DateText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { EditedField } from '../form-values.ts';

/** A field of an action as the editor who was slower is told of it. */
export function FieldWords({
  part,
  values,
}: {
  part: EditedField;
  values: Readonly<Record<EditedField, string | string[]>>;
}) {
  const { t, format, agencyName } = useUi();
  const value = values[part];
  if (Array.isArray(value)) return <>{value.length > 0 ? format.list(value.map(agencyName)) : t('ui.none')}</>;
  if (value === '') return <>{t('ui.none')}</>;
  if (part === 'leadAgency') return <>{agencyName(value)}</>;
  if (part === 'priority') return <>{t(`state.priority.${value}`)}</>;
  if (part === 'lang') return <>{t(`language.${value}`)}</>;
  if (part === 'dueOn') return /^\d{4}-\d\d-\d\d$/.test(value) ? <DateText date={value} /> : value;
  return <span lang={textOf(values.lang)}>{value}</span>;
}
