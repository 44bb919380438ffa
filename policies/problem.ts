/** Where something stands in a policy file; lines and columns count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** One thing that is wrong in a policy file. */
export interface Problem extends Place {
  message: string;
  /** What to write instead, where that is known. */
  suggestion?: string;
}

function sentence(problem: Problem): string {
  const hint = problem.suggestion === undefined ? '' : ` (${problem.suggestion})`;
  return `${problem.file}:${problem.line}:${problem.column} ${problem.message}${hint}`;
}

/** A policy set that must not load, with everything that is wrong in it. */
export class PolicyError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(`the policy set is refused:\n${problems.map(sentence).join('\n')}`);
    this.name = 'PolicyError';
    this.problems = problems;
  }
}

/** Collects problems, so that an author sees all of them at once. */
export class Problems {
  readonly all: Problem[] = [];

  add(at: Place, message: string, suggestion?: string): void {
    const { file, line, column } = at;
    this.all.push({ file, line, column, message, ...(suggestion === undefined ? {} : { suggestion }) });
  }

  /** Refuses a name that is not in a closed list, with the nearest one as a suggestion. */
  unknown(at: Place, what: string, given: string, known: readonly string[]): void {
    const near = nearest(given, known);
    this.add(at, `unknown ${what} "${given}"`, near ? `did you mean ${near}?` : `one of: ${known.join(', ')}`);
  }
}

/** The known word nearest to what was written, or undefined when none is near. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const wanted = given.toLowerCase().slice(0, 64);
  let best: { word: string; distance: number } | undefined;
  for (const word of known) {
    const distance = editDistance(wanted, word.toLowerCase());
    if (!best || distance < best.distance) best = { word, distance };
  }
  return best && best.distance <= Math.max(1, Math.floor(best.word.length / 3)) ? best.word : undefined;
}

/** Levenshtein distance of two short words. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
