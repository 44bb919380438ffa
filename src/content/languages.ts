/**
 * The languages that a record may be written in: those of all members and guests of the federation, and of the reports that
 * they send. On purpose wider than the languages of the pages (`src/ui/languages.ts`), for nobody translates a record.
 */
export const contentLanguages = [
  'en',
  'it',
  'sq',
  'sr-Cyrl',
  'sr-Latn',
  'mk',
  'bs',
  'cnr',
  'hr',
  'sl',
  'el',
  'de',
  'fr',
  'ru',
] as const;
