/** The languages of the federation. Those with a file in locales/ are offered; the rest wait for their translation. */
export const knownLanguages = [
  { tag: 'en', format: 'en-GB', name: 'English', short: 'EN' },
  { tag: 'it', format: 'it-IT', name: 'Italiano', short: 'IT' },
  { tag: 'sq', format: 'sq-AL', name: 'Shqip', short: 'SQ' },
  { tag: 'sr-Latn', format: 'sr-Latn-RS', name: 'Srpski (latinica)', short: 'SR' },
  { tag: 'sr-Cyrl', format: 'sr-Cyrl-RS', name: 'Српски (ћирилица)', short: 'СР' },
  { tag: 'mk', format: 'mk-MK', name: 'Македонски', short: 'МК' },
  { tag: 'bs', format: 'bs-Latn-BA', name: 'Bosanski', short: 'BS' },
  // Intl has no data for Montenegrin (cnr); its formats are those of Serbian in Latin script, Montenegro.
  { tag: 'cnr', format: 'sr-Latn-ME', name: 'Crnogorski', short: 'CG' },
] as const;

export type Language = (typeof knownLanguages)[number]['tag'];
export type KnownLanguage = (typeof knownLanguages)[number];

const byTag = new Map<string, KnownLanguage>(knownLanguages.map((language) => [language.tag, language]));

/** Source language of all messages, and what everybody falls back to. */
export const sourceLanguage: Language = 'en';

/** The entry of a language; the source language's for a tag that is none of ours. */
export function languageOf(tag: string): KnownLanguage {
  return byTag.get(tag) ?? knownLanguages[0];
}

export function isLanguage(tag: unknown): tag is Language {
  return typeof tag === 'string' && byTag.has(tag);
}
