/** The query cannot be understood. `problem` is a code, `part` what it is about, for a message in the reader's language. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly problem: 'unknown-qualifier' | 'no-qualifier' | 'bad-value' | 'too-long';
  readonly part: string;
  /** What was probably meant, in the words of a query; empty where nothing is near. */
  readonly suggestion: string;

  constructor(problem: QueryError['problem'], part: string, suggestion = '') {
    super(`${problem}: ${part}`);
    this.problem = problem;
    this.part = part;
    this.suggestion = suggestion;
  }
}

/** The known word that is nearest to what was typed, if any is near enough to have been meant. */
export function nearest(typed: string, known: readonly string[]): string {
  const wanted = typed.toLowerCase();
  const [best] = known
    .map((word) => ({ word, far: distance(wanted, word.toLowerCase()) }))
    .filter(({ word, far }) => far <= Math.max(1, Math.floor(word.length / 3)) || word.toLowerCase().startsWith(wanted))
    .sort((a, b) => a.far - b.far);
  return best?.word ?? '';
}

/** Letters to put in, take out or change (Levenshtein), over at most 40 letters. */
function distance(a: string, b: string): number {
  const [from, to] = [a.slice(0, 40), b.slice(0, 40)];
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
