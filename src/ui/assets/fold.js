/**
 * Folds words so that "Đorđević", "Dorđevic", "Djordjević" and "Ђорђевић" are one: Cyrillic becomes Latin,
 * marks are dropped, and letters that are written in two ways become one.
 * The server uses the same module, so that both find the same.
 */
const cyrillic = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  ђ: 'd',
  ѓ: 'g',
  е: 'e',
  ж: 'z',
  з: 'z',
  ѕ: 'dz',
  и: 'i',
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
  ќ: 'k',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'c',
  џ: 'dz',
  ш: 's',
};

/** @param {string} text */
export function fold(text) {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u0400-\u045f]/g, (letter) => cyrillic[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/dj/g, 'd')
    .replace(/([gk])j/g, '$1')
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
