import type { Command } from 'commander';
import { parseCases, runCases } from '../../../policies/cases.ts';
import { PolicyError } from '../../../policies/problem.ts';
import { loadPolicy } from '../../gate/policy-store.ts';
import { casesFolder, problemLines, readFolder, rulesFolder } from '../policy-folder.ts';
import { Refused, type Terminal } from '../terminal.ts';

/** Names the folder in front of every problem of its files. */
async function inFolder<T>(folder: string, read: (files: Awaited<ReturnType<typeof readFolder>>) => T): Promise<T> {
  try {
    return read(await readFolder(folder));
  } catch (error) {
    if (error instanceof PolicyError) throw new Refused(problemLines(folder, error.problems));
    throw error;
  }
}

export function addPolicyTest(policy: Command, terminal: Terminal): void {
  policy
    .command('test')
    .argument('[DIR]', 'folder of rule files; POLICY_DIR, else the shipped rules')
    .option('--cases <DIR>', 'folder of acceptance cases with known.yaml; the shipped cases unless named')
    .description('hold the rules against the acceptance cases: who, what, which record, and what must come out')
    .action(async (named: string | undefined, options: { cases?: string }) => {
      const compiled = await inFolder(rulesFolder(terminal, named), (files) => loadPolicy(files, 0));
      const folder = casesFolder(options.cases);
      const cases = await inFolder(folder, parseCases);
      const failures = runCases(compiled, cases);
      const problems = failures.map(({ title, at, message }) => ({ ...at, message: `${title}: ${message}` }));
      if (failures.length > 0)
        throw new Refused(`${problemLines(folder, problems)}\n${failures.length} of ${cases.length} cases failed`);
      terminal.out(`OK ${cases.length} cases\n`);
    });
}
