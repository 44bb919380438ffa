import { IntlMessageFormat } from 'intl-messageformat';
import { type Language, languageOf } from './languages.ts';
import { messageText } from './locales.ts';

export type MessageParams = Readonly<Record<string, string | number>>;
/** Turns a message id into words: plain text, never markup (it is escaped when rendered). */
export type Translate = (messageId: string, params?: MessageParams) => string;

const translators = new Map<string, Translate>();
const inProduction = () => process.env.NODE_ENV === 'production';

/**
 * The words of one language.
 * An unknown id or a missing parameter throws while developing and testing; in production the id is shown instead.
 */
export function translator(lang: Language, strict: boolean = !inProduction()): Translate {
  const key = `${lang}/${strict}`;
  const known = translators.get(key);
  if (known) return known;
  const made = makeTranslator(lang, strict);
  translators.set(key, made);
  return made;
}

/** True when the language has this message: for texts that exist for some codes only. */
export function hasMessage(lang: Language, messageId: string): boolean {
  return messageText(lang, messageId) !== undefined;
}

function makeTranslator(lang: Language, strict: boolean): Translate {
  const compiled = new Map<string, IntlMessageFormat>();
  const compile = (messageId: string): IntlMessageFormat => {
    const known = compiled.get(messageId);
    if (known) return known;
    const text = messageText(lang, messageId);
    if (text === undefined) throw new Error(`no message "${messageId}" in locales/${lang}.json`);
    // ignoreTag: "<" in a message is a character; messages carry no markup.
    const format = new IntlMessageFormat(text, languageOf(lang).format, undefined, { ignoreTag: true });
    compiled.set(messageId, format);
    return format;
  };
  return (messageId, params) => {
    try {
      return String(compile(messageId).format({ ...params }));
    } catch (error) {
      if (strict) throw error;
      return messageId;
    }
  };
}
