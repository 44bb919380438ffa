import type { Ui } from '../../../ui/context.tsx';
import { hasMessage } from '../../../ui/i18n.ts';

/** The word for a code of an entry, or the code itself: a log keeps codes longer than programs know them. */
export function wordOrCode({ lang, t }: Ui, prefix: string, code: string): string {
  const id = `${prefix}.${code}`;
  return hasMessage(lang, id) ? t(id) : code;
}
