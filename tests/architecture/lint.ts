import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './fixture.ts';

const longFunction = `export function long(n: number): number {\n${'  n += 1;\n'.repeat(51)}  return n;\n}\n`;

/** Text that a linter must refuse, with the linter's rule; each becomes one file under src/. */
export const lintFaults = [
  {
    tool: 'biome',
    rule: 'noExplicitAny',
    fault: 'a value of any type',
    text: 'export const x = JSON.parse("1") as any;',
  },
  {
    tool: 'biome',
    rule: 'noDangerouslySetInnerHtml',
    fault: 'text that is not escaped',
    text: 'export const X = ({ html }: { html: string }) => <p dangerouslySetInnerHTML={{ __html: html }} />;',
  },
  {
    tool: 'biome',
    rule: 'noNonNullAssertion',
    fault: 'a value that is only hoped to be there',
    text: 'export const first = (list: string[]) => list[0]!.length;',
  },
  { tool: 'biome', rule: 'noDefaultExport', fault: 'an export without a name', text: 'export default 1;' },
  {
    tool: 'biome',
    rule: 'noBarrelFile',
    fault: 'a file that only passes on',
    text: "export { notFound } from './errors.ts';",
  },
  {
    tool: 'biome',
    rule: 'noUnusedImports',
    fault: 'an import that nobody uses',
    text: "import { notFound } from './errors.ts';\nexport const x = 1;",
  },
  {
    tool: 'biome',
    rule: 'useImportType',
    fault: 'a type imported as a value',
    text: "import { Kind } from './kind.ts';\nexport const x: Kind = 1;",
  },
  { tool: 'oxlint', rule: 'no-explicit-any', fault: 'a value of any type', text: 'export const x: any = 1;' },
  {
    tool: 'oxlint',
    rule: 'no-floating-promises',
    fault: 'a promise that nobody awaits',
    text: 'export function go(work: () => Promise<void>): void {\n  work();\n}',
  },
  {
    tool: 'oxlint',
    rule: 'no-floating-promises',
    fault: 'a query that never runs',
    text: 'export function go(query: () => PromiseLike<void>): void {\n  query();\n}',
  },
  {
    tool: 'oxlint',
    rule: 'no-floating-promises',
    fault: 'a Drizzle query that never runs',
    text: "import type { NodePgDatabase } from 'drizzle-orm/node-postgres';\nimport { sql } from 'drizzle-orm';\nexport function go(db: NodePgDatabase): void {\n  db.execute(sql`select 1`);\n}",
  },
  {
    tool: 'oxlint',
    rule: 'no-cycle',
    fault: 'two files that import each other',
    text: "import './chicken.ts';\nexport const x = 1;",
  },
  { tool: 'oxlint', rule: 'max-lines-per-function', fault: 'a function longer than 50 lines', text: longFunction },
] as const;

const fileOf = (index: number) => `src/fault-${index}.tsx`;

/** The planted files and what they import. */
export function lintFiles(): Record<string, string> {
  const faults = lintFaults.map(({ text }, index) => [fileOf(index), `${text}\n`] as const);
  const cycle = lintFaults.findIndex(({ rule }) => rule === 'no-cycle');
  return {
    ...Object.fromEntries(faults),
    'src/errors.ts': 'export const notFound = 404;\n',
    'src/kind.ts': 'export type Kind = 1;\n',
    'src/chicken.ts': `import './fault-${cycle}.tsx';\nexport const y = 1;\n`,
  };
}

async function outputOf(program: string, args: string[], cwd: string): Promise<string> {
  // A linter that finds something exits with 1: the output is what counts.
  const { stdout, stderr } = await promisify(execFile)(join(root, 'node_modules/.bin', program), args, { cwd }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return `${stdout}\n${stderr}`;
}

/** What both linters say of the tree at `folder` with the project's settings, line by line. */
export async function lint(folder: string): Promise<{ biome: string[]; oxlint: string[] }> {
  const biome = [
    'lint',
    `--config-path=${root}`,
    '--vcs-enabled=false',
    '--reporter=github',
    '--max-diagnostics=none',
    'src',
  ];
  const outputs = await Promise.all([
    outputOf('biome', biome, folder),
    outputOf('oxlint', ['--format=unix', 'src'], folder),
  ]);
  const [ofBiome = [], ofOxlint = []] = outputs.map((output) => output.split('\n'));
  return { biome: ofBiome, oxlint: ofOxlint };
}

/** The lines that speak of one planted file. */
export function about(lines: string[], index: number): string {
  return lines.filter((line) => line.includes(fileOf(index))).join('\n');
}
