import type { Language } from '../../src/ui/languages.ts';

/**
 * Words that a language rightly writes as English does, each with its reason; a message that holds others is still English.
 * A word that no message needs any more is a fault too, so that the list never grows stale.
 */
export const sameAsEnglish: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = {
  it: {
    Panel: 'Italian conferences call their panels so',
    console: 'the Italian word for it',
    Auditor: 'the title of the office in Italian administrations, ISO 19011 in its Italian edition',
    'Traffic Light Protocol': 'name of a standard',
  },
};

/** The words of a message without those that the language shares with English. */
export function withoutSharedWords(tag: Language, words: string): string {
  return Object.keys(sameAsEnglish[tag] ?? {}).reduce(
    (rest, word) => rest.replace(new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'giu'), ' '),
    words,
  );
}
