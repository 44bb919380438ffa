import type { TextByLanguage } from '../../../content/shapes.ts';
import type { RecordView } from '../../../gate/definition.ts';
import { type Ui, useUi } from '../../../ui/context.tsx';
import { hasMessage } from '../../../ui/i18n.ts';

/** A text and the language that it is in. */
interface SaidIn {
  text: string;
  lang: string;
}

/** A text in the reader's language, else in English, else in whatever there is. */
export function textIn(texts: TextByLanguage | undefined, lang: string): SaidIn | null {
  const found = [lang, 'en', ...Object.keys(texts ?? {})].find((tag) => texts?.[tag]);
  return found ? { text: texts?.[found] ?? '', lang: found } : null;
}

/** The name of a record that may have one in several languages. */
export function nameOf(record: RecordView & { names?: TextByLanguage }, lang: string): SaidIn {
  return textIn(record.names, lang) ?? { text: record.title ?? record.ref ?? '', lang: record.lang ?? '' };
}

/** Marks a text as being in its own language, so that it is read aloud and hyphenated as such. */
export function Said({ said }: { said: SaidIn | null }) {
  return said && <span {...(said.lang ? { lang: said.lang } : {})}>{said.text}</span>;
}

/** A text of several paragraphs, separated by empty lines. */
export function Paragraphs({ text }: { text: string }) {
  return (
    <>
      {paragraphsOf(text).map((paragraph, index) => (
        // Nothing is ever reordered here, and a report may say the same thing twice.
        <p key={`${index} ${paragraph}`}>{paragraph}</p>
      ))}
    </>
  );
}

function paragraphsOf(text: string): string[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

/** "7th conference". */
export function useEdition(): (edition: number | undefined) => string {
  const { t } = useUi();
  return (edition) => (edition === undefined ? t('conference.unnumbered') : t('conference.edition', { edition }));
}

/** The name of a language in the reader's; its tag where no name is known. */
export function languageName(ui: Ui, tag: string): string {
  return hasMessage(ui.lang, `language.${tag}`) ? ui.t(`language.${tag}`) : tag;
}
