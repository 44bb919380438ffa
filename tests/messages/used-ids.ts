import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A message id, or the beginning of one that is completed while running, and the file that uses it. */
export interface UsedId {
  id: string;
  isPrefix: boolean;
  file: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const idShape = /^[a-z][\w-]*(\.[\w-]+)+$/i;
const quoted = /'([^'\n]+)'|"([^"\n]+)"|`([^`$\n]+)`|`([^`$\n]*)\$\{/g;

/** From `open` to the bracket that closes it, or to the first comma outside brackets: the first argument of a call. */
function firstArgument(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if ('([{'.includes(sign)) depth += 1;
    if (')]}'.includes(sign)) depth -= 1;
    if (depth === 0 || (depth === 1 && sign === ',')) return text.slice(open + 1, at);
  }
  return text.slice(open + 1);
}

function idsIn(expression: string, file: string): UsedId[] {
  return [...expression.matchAll(quoted)].flatMap(([, single, double, plain, start]): UsedId[] => {
    const id = single ?? double ?? plain;
    if (id !== undefined) return idShape.test(id) ? [{ id, isPrefix: false, file }] : [];
    return start?.includes('.') ? [{ id: start, isPrefix: true, file }] : [];
  });
}

/** The ids that one source text names; examples in comments are no use. */
export function usedIn(source: string, file: string): UsedId[] {
  const text = source.replace(/\/\*[\s\S]*?\*\//g, '');
  const calls = [...text.matchAll(/\b(?:t|hasMessage)\(/g)].flatMap(({ index, 0: call }) =>
    idsIn(firstArgument(text, index + call.length - 1), file),
  );
  const named = [...text.matchAll(/\b(?:messageId|titleId|labelId)\b\s*[:=]\s*([^,;}\n]+)/g)];
  return [...calls, ...named.flatMap(([, expression = '']) => idsIn(expression, file))];
}

const sources = (folder: string) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => `${folder}/${path}`);

/** Every id that the program names: in `t(…)`, `hasMessage(…)` and properties called messageId, titleId or labelId. */
export function usedIds(): UsedId[] {
  return ['src', 'policies'].flatMap(sources).flatMap((file) => usedIn(readFileSync(`${root}${file}`, 'utf8'), file));
}

/** Every text in the sources that is exactly an id of `ids`: many are chosen from a table and completed later. */
export function mentionedIds(ids: readonly string[]): Set<string> {
  const texts = ['src', 'policies', 'audit', 'db']
    .flatMap(sources)
    .map((file) => readFileSync(`${root}${file}`, 'utf8'));
  const all = texts.join('\n');
  return new Set(ids.filter((id) => all.includes(`'${id}'`) || all.includes(`\`${id}\``)));
}
