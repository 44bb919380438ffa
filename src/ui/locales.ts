import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type KnownLanguage, knownLanguages, type Language } from './languages.ts';

const folder = new URL('../../locales/', import.meta.url);

/** The messages of one language as its file holds them: id → ICU text; undefined where no file exists. */
export function readMessages(tag: Language): Record<string, string> | undefined {
  const file = fileURLToPath(new URL(`${tag}.json`, folder));
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

function load(): Map<Language, Record<string, string>> {
  const found = new Map<Language, Record<string, string>>();
  for (const { tag } of knownLanguages) {
    const messages = readMessages(tag);
    if (messages) found.set(tag, messages);
  }
  return found;
}

/** Read once, at start: a broken file stops the portal instead of a page. */
const loaded = load();

/** Languages that can be chosen now, in the order of the list. */
export const languages: readonly KnownLanguage[] = knownLanguages.filter(({ tag }) => loaded.has(tag));

/** ICU text of one message; undefined when the language has none. */
export function messageText(tag: Language, id: string): string | undefined {
  const messages = loaded.get(tag);
  return messages && Object.hasOwn(messages, id) ? messages[id] : undefined;
}
