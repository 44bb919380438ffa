/** Where a command reads its environment and writes its lines; tests bring their own. */
export interface Terminal {
  env: Record<string, string | undefined>;
  out(text: string): void;
  err(text: string): void;
}

/** The command was understood and the answer is no: exit code 1. The message is what a person reads. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The command could not be carried out: exit code 2. The message says what to do. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

/** Lines of columns, each as wide as its widest cell. */
export function printTable(terminal: Terminal, rows: readonly (readonly string[])[]): void {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  for (const row of rows)
    terminal.out(
      `${row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}
