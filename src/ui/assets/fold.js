/**
 * Folds words so that "Đorđević", "Dorđevic", "Djordjević" and "Ђорђевић" are one: marks are dropped, Cyrillic becomes
 * Latin, letters that are written in two ways become one, and what is neither letter nor digit divides words.
 * The database does the same (`fold_text`, db/migrations); a test holds the two against one another.
 */
const letters = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  ђ: 'd',
  е: 'e',
  є: 'e',
  ж: 'z',
  з: 'z',
  ѕ: 'dz',
  и: 'i',
  і: 'i',
  ј: 'j',
  к: 'k',
  л: 'l',
  љ: 'lj',
  м: 'm',
  н: 'n',
  њ: 'nj',
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
  џ: 'dz',
  ш: 's',
  щ: 'sc',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'ju',
  я: 'ja',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  ı: 'i',
};

/** @param {string} text */
export function fold(text) {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[đßæœøłı\u0400-\u04ff]/g, (letter) => letters[letter] ?? letter)
    .replaceAll('dj', 'd')
    .replaceAll('gj', 'g')
    .replaceAll('kj', 'k')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * True when every word of the query begins or stands inside the text.
 * @param {string} text
 * @param {string} query
 */
export function matches(text, query) {
  const folded = fold(text);
  return fold(query)
    .split(' ')
    .every((word) => folded.includes(word));
}
