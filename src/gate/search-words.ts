const mostWords = 12;

/** The folding of db/migrations/0002_content.sql, in memory: both scripts, with and without diacritics, give one plain form. */
const folds: Record<string, string> = {
  љ: 'lj',
  њ: 'nj',
  џ: 'dz',
  ђ: 'dj',
  đ: 'dj',
  ѓ: 'gj',
  ќ: 'kj',
  ѕ: 'dz',
  ю: 'ju',
  я: 'ja',
  щ: 'sc',
  ß: 'ss',
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'z',
  з: 'z',
  и: 'i',
  ј: 'j',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  ћ: 'c',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'c',
  ш: 's',
  ы: 'y',
  э: 'e',
  ё: 'e',
  й: 'j',
  ъ: '',
  ь: '',
  č: 'c',
  ć: 'c',
  š: 's',
  ž: 'z',
  ë: 'e',
  ç: 'c',
  á: 'a',
  à: 'a',
  â: 'a',
  ä: 'a',
  é: 'e',
  è: 'e',
  ê: 'e',
  í: 'i',
  ì: 'i',
  î: 'i',
  ó: 'o',
  ò: 'o',
  ô: 'o',
  ö: 'o',
  ú: 'u',
  ù: 'u',
  û: 'u',
  ü: 'u',
  ñ: 'n',
};

/** The folded form of a text. */
export function fold(text: string): string {
  return [...text.toLowerCase()].map((letter) => folds[letter] ?? letter).join('');
}

/**
 * A tsquery in which every word must occur, the last ones as beginnings too. Only letters and digits of the user's text
 * reach it, so it holds no operator that was typed; null when nothing searchable was typed.
 */
export function wordsOf(text: string): string | null {
  const words =
    fold(text.slice(0, 200))
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, mostWords) ?? [];
  return words.length === 0 ? null : words.map((word) => `${word}:*`).join(' & ');
}
