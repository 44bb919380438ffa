import type { Language } from '../../src/ui/languages.ts';

const cyrillic: readonly Language[] = ['sr-Cyrl', 'mk'];

/** Names and codes that Cyrillic text keeps in Latin letters, beside words all in capitals (TLP, JSON, IT-DCSA). */
const keptInLatin = new Set([
  'Seguito',
  'IdP',
  'IdPs',
  'OpenAPI',
  'EntityDescriptor',
  'Ctrl',
  'Esc',
  'Enter',
  'Tab',
  'Shift',
  'http',
  'https',
]);
const capitals = /^[A-Z][A-Z0-9]*$/;

/** Codes of the interface that are typed in every language as they stand. */
const codes = new Set(['all', 'hidden', 'stub']);

/** Qualifiers such as `actor:me`, media types, addresses and file names are typed as they stand, too. */
const typedAsIs = /[a-z][\w-]*:[\w"*.@<>-]*|\S+@\S+|\b[a-z]+\/[a-z][\w.+-]*|\/[\w./-]+|\.[a-z]{2,4}\b/g;

/** The country is North Macedonia in every language; its former name and the bare name belong in no message. */
const misnamed: Partial<Record<Language, RegExp>> = {
  en: /(?<!North )\bMacedonia\b/,
  it: /\bMacedonia\b(?! del Nord)/,
  sq: /\bMaqedoni\p{L}*(?!\p{L}| (e|së) Veriut)/u,
  'sr-Cyrl': /(?<!Северн\p{L}{1,3} )Македониј/u,
  mk: /(?<!Северна )Македонија/u,
  'sr-Latn': /(?<!Severn\p{L}{1,3} )Makedonij/u,
  bs: /(?<!Sjevern\p{L}{1,3} )Makedonij/u,
  cnr: /(?<!Sjevern\p{L}{1,3} )Makedonij/u,
};

function scriptProblems(words: string): string[] {
  const latin = words.replace(typedAsIs, ' ').match(/[A-Za-z][A-Za-z0-9]*/g) ?? [];
  const strange = latin.filter((word) => !capitals.test(word) && !keptInLatin.has(word) && !codes.has(word));
  const mixed = words.match(/\p{L}*(\p{Script=Cyrillic}[A-Za-z]|[A-Za-z]\p{Script=Cyrillic})\p{L}*/gu) ?? [];
  return [
    ...strange.map((word) => `"${word}" is in Latin letters`),
    ...mixed.map((word) => `"${word}" mixes two alphabets`),
  ];
}

/** What is wrong with the words of a message (`words`: its text without parameters and plural syntax). */
export function wordingProblems(tag: Language, words: string): string[] {
  const country = /FYROM|БЈРМ/i.test(words) || misnamed[tag]?.test(words);
  return [
    ...(country ? ['names North Macedonia wrongly'] : []),
    ...(cyrillic.includes(tag) ? scriptProblems(words) : []),
  ];
}
