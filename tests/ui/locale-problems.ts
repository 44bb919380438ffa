import { IntlMessageFormat } from 'intl-messageformat';
import { type Language, languageOf, sourceLanguage } from '../../src/ui/languages.ts';
import { languages, readMessages } from '../../src/ui/locales.ts';
import { sameAsEnglish, withoutSharedWords } from '../messages/same-as-english.ts';

/** What can be told of a message without reading its language. */
interface Shape {
  placeholders: string[];
  plurals: { kind: 'cardinal' | 'ordinal'; forms: string[] }[];
  /** Its words, without parameters and plural syntax. */
  words: string;
}

interface Node {
  type: number;
  value?: unknown;
  pluralType?: 'cardinal' | 'ordinal';
  options?: Record<string, { value: Node[] }>;
}

const literalNode = 0;
const pluralNode = 6;
const poundNode = 7;

function look(nodes: readonly Node[], shape: Shape): Shape {
  for (const { type, value, pluralType, options } of nodes) {
    if (type === literalNode) shape.words += ` ${String(value)}`;
    else if (type !== poundNode) shape.placeholders.push(String(value));
    if (type === pluralNode) shape.plurals.push({ kind: pluralType ?? 'cardinal', forms: Object.keys(options ?? {}) });
    for (const option of Object.values(options ?? {})) look(option.value, shape);
  }
  return shape;
}

/** Which parameters and plural forms a message has; throws on text that is no ICU message. */
function shapeOf(text: string, locale: string): Shape {
  const ast = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst();
  return look(ast as unknown as Node[], { placeholders: [], plurals: [], words: '' });
}

/** Names, codes and signs that every language writes alike. */
const writtenAlike = /Seguito|TLP|UTC|[A-Z]{2,}(-[A-Z]+)*|SHA-\d+|JSON|CSV|SAML|IdP|\d|[a-z-]+:[A-Za-z"*-]+/g;

function scriptProblem(tag: Language, words: string): string | null {
  const cyrillic = /\p{Script=Cyrillic}/u.test(words);
  if (tag === 'sr-Cyrl' || tag === 'mk')
    return !cyrillic && /\p{Script=Latin}{4}/u.test(words) ? 'is not in Cyrillic' : null;
  return cyrillic ? 'is in Cyrillic' : null;
}

function isEnglish(words: string): boolean {
  return /[a-z]{4}/.test(words.replace(writtenAlike, ' '));
}

/** The words of a message that is the English one to the letter; null of any other. */
function wordsAsInEnglish(tag: Language, text: string, source: string): string | null {
  return text === source ? shapeOf(text, languageOf(tag).format).words : null;
}

function isStillEnglish(tag: Language, text: string, source: string): boolean {
  const words = wordsAsInEnglish(tag, text, source);
  return words !== null && isEnglish(withoutSharedWords(tag, words));
}

/** Words that are allowed to be English though no message makes use of it. */
function idleAllowances(tag: Language, messages: Record<string, string>, source: Record<string, string>): string[] {
  const alike = Object.entries(messages)
    .map(([id, text]) => wordsAsInEnglish(tag, text, source[id] ?? ''))
    .join('\n')
    .toLowerCase();
  return Object.keys(sameAsEnglish[tag] ?? {})
    .filter((word) => !alike.includes(word.toLowerCase()))
    .map((word) => `${tag}: "${word}" may be English, but no message needs that`);
}

function messageProblems(tag: Language, id: string, text: string, source: string): string[] {
  const { format } = languageOf(tag);
  const shape = shapeOf(text, format);
  const expected = shapeOf(source, languageOf(sourceLanguage).format);
  const names = (placeholders: string[]) => [...new Set(placeholders)].sort().join(' ');
  const problems: string[] = [];
  if (names(shape.placeholders) !== names(expected.placeholders)) {
    problems.push(`has parameters "${names(shape.placeholders)}" instead of "${names(expected.placeholders)}"`);
  }
  for (const { kind, forms } of shape.plurals) {
    const { pluralCategories } = new Intl.PluralRules(format, { type: kind }).resolvedOptions();
    const missing = pluralCategories.filter((category) => !forms.includes(category));
    if (missing.length > 0) problems.push(`lacks the plural form "${missing.join(' ')}"`);
  }
  if (tag !== sourceLanguage && isStillEnglish(tag, text, source)) problems.push('is still English');
  const script = scriptProblem(tag, shape.words.replace(writtenAlike, ' '));
  if (script) problems.push(script);
  return problems.map((problem) => `${tag} ${id}: ${problem}`);
}

/** Everything wrong with the languages on offer: keys, parameters, plural forms, script, English left in place. */
export function localeProblems(): string[] {
  const source = readMessages(sourceLanguage) ?? {};
  return languages.flatMap(({ tag }) => {
    const messages = readMessages(tag) ?? {};
    const missing = Object.keys(source)
      .filter((id) => !(id in messages))
      .map((id) => `${tag} ${id}: is missing`);
    const extra = Object.keys(messages)
      .filter((id) => !(id in source))
      .map((id) => `${tag} ${id}: exists in no other language`);
    const wrong = Object.entries(messages).flatMap(([id, text]) => {
      try {
        return messageProblems(tag, id, text, source[id] ?? text);
      } catch (error) {
        return [`${tag} ${id}: ${error instanceof Error ? error.message : String(error)}`];
      }
    });
    return [...missing, ...extra, ...wrong, ...idleAllowances(tag, messages, source)];
  });
}
