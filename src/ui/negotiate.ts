import { isLanguage, type Language, sourceLanguage } from './languages.ts';
import { languages } from './locales.ts';

/** Tags that browsers send for our languages, where they differ from ours or leave the script open. */
const alias: Readonly<Record<string, Language>> = {
  sr: 'sr-Cyrl',
  'sr-rs': 'sr-Cyrl',
  'sr-ba': 'sr-Cyrl',
  'sr-me': 'cnr',
  sh: 'sr-Latn',
  hr: 'bs',
};

/** Who reads one of these reads the other too: the next best while a translation is missing. */
const nextBest: Partial<Record<Language, readonly Language[]>> = {
  'sr-Latn': ['bs', 'cnr', 'sr-Cyrl'],
  'sr-Cyrl': ['sr-Latn'],
  cnr: ['sr-Latn', 'bs', 'sr-Cyrl'],
  bs: ['sr-Latn', 'cnr', 'sr-Cyrl'],
};

const offered = new Set<Language>(languages.map(({ tag }) => tag));

function offer(language: Language): Language | undefined {
  return [language, ...(nextBest[language] ?? [])].find((candidate) => offered.has(candidate));
}

/** The language that a tag such as `sr-Latn-ME` or `en-US` asks for. */
function fromTag(tag: string): Language | undefined {
  const parts = tag.trim().toLowerCase().split('-');
  for (let length = parts.length; length > 0; length -= 1) {
    const candidate = parts.slice(0, length).join('-');
    const known = alias[candidate] ?? languageWithTag(candidate);
    if (known) return known;
  }
  return undefined;
}

function languageWithTag(lowerCaseTag: string): Language | undefined {
  const tag = lowerCaseTag.replace(
    /-(\w)(\w{3})$/,
    (_, first: string, rest: string) => `-${first.toUpperCase()}${rest}`,
  );
  return isLanguage(tag) ? tag : undefined;
}

/** Tags of an Accept-Language header (RFC 9110, 12.5.4), best first; at most twenty are looked at. */
function tagsOf(acceptLanguage: string): string[] {
  return acceptLanguage
    .slice(0, 500)
    .split(',')
    .slice(0, 20)
    .map((part, position) => {
      const [tag = '', ...params] = part.split(';');
      const quality = Number(
        params
          .find((param) => param.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      );
      return { tag, quality: Number.isFinite(quality) ? quality : 0, position };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.position - b.position)
    .map(({ tag }) => tag);
}

/** The language of a page: chosen on this device, else kept with the person, else asked for by the browser, else English. */
export function negotiateLanguage(
  cookie: string | undefined,
  acceptLanguage: string | undefined,
  personLanguage: string | undefined,
): Language {
  for (const wish of [cookie, personLanguage]) {
    if (isLanguage(wish) && offered.has(wish)) return wish;
  }
  for (const tag of [personLanguage ?? '', ...tagsOf(acceptLanguage ?? '')]) {
    const language = fromTag(tag);
    const found = language && offer(language);
    if (found) return found;
  }
  return sourceLanguage;
}
