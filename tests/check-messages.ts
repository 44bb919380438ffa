/**
 * The messages of all languages: complete, well formed, rightly worded, and every id that the program names exists.
 * Prints what is wrong, exit code 1 if anything is; ids that nobody names are only counted, for many are put together.
 */
import { languageOf, sourceLanguage } from '../src/ui/languages.ts';
import { languages, readMessages } from '../src/ui/locales.ts';
import { mentionedIds, usedIds } from './messages/used-ids.ts';
import { wordingProblems } from './messages/wording.ts';
import { wordsOf } from './messages/words.ts';
import { localeProblems } from './ui/locale-problems.ts';

const ids = Object.keys(readMessages(sourceLanguage) ?? {});
const known = new Set(ids);
const used = usedIds();

const exists = (id: string, isPrefix: boolean) => (isPrefix ? ids.some((one) => one.startsWith(id)) : known.has(id));

const wordings = languages.flatMap(({ tag }) =>
  Object.entries(readMessages(tag) ?? {}).flatMap(([id, text]) => {
    try {
      return wordingProblems(tag, wordsOf(text, languageOf(tag).format)).map((problem) => `${tag} ${id}: ${problem}`);
    } catch {
      return []; // no ICU message: localeProblems says so
    }
  }),
);

const unknown = used
  .filter(({ id, isPrefix }) => !exists(id, isPrefix))
  .map(({ id, isPrefix, file }) => `${file}: no message "${id}${isPrefix ? '…' : ''}"`);

const problems = [...localeProblems(), ...wordings, ...new Set(unknown)];
for (const problem of problems) console.log(problem);
if (used.length === 0) console.log('no message id was found in the sources: the check reads nothing');

const mentioned = mentionedIds(ids);
const prefixes = used.filter(({ isPrefix }) => isPrefix).map(({ id }) => id);
const unused = ids.filter((id) => !mentioned.has(id) && !prefixes.some((prefix) => id.startsWith(prefix)));
console.log(
  `${ids.length} messages in ${languages.length} languages, ${used.length} uses; named nowhere: ${unused.length}`,
);
if (process.argv.includes('--unused')) for (const id of unused) console.log(`  ${id}`);
process.exitCode = problems.length > 0 || used.length === 0 ? 1 : 0;
