import { useUi } from '../../../ui/context.tsx';
import type { PracticeField } from '../practice-input.ts';

interface FieldWordsProps {
  part: PracticeField;
  values: Readonly<Record<PracticeField, string | string[]>>;
}

/** A field of a practice as the editor who was slower is told of it. */
export function FieldWords({ part, values }: FieldWordsProps) {
  const { t } = useUi();
  const value = String(values[part]);
  if (value === '') return <>{t('ui.none')}</>;
  if (part === 'lang') return <>{t(`language.${value}`)}</>;
  if (part === 'evidence') return <>{t(`practice.evidence.${value}`)}</>;
  return <span lang={String(values.lang)}>{value}</span>;
}
