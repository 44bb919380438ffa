import type { Command } from 'commander';
import { PolicyError } from '../../../policies/problem.ts';
import { loadPolicy } from '../../gate/policy-store.ts';
import { problemLines, readFolder, rulesFolder } from '../policy-folder.ts';
import { Refused, type Terminal } from '../terminal.ts';

export function addPolicyCheck(policy: Command, terminal: Terminal): void {
  policy
    .command('check')
    .argument('[DIR]', 'folder of rule files; POLICY_DIR, else the shipped rules')
    .description('read the rules and check what no policy may break; every problem with file and line')
    .action(async (named: string | undefined) => {
      const folder = rulesFolder(terminal, named);
      const files = await readFolder(folder);
      try {
        const { rules, hash } = loadPolicy(files, 0);
        terminal.out(`OK ${rules.length} rules in ${files.length} files, hash ${hash}\n`);
      } catch (error) {
        if (error instanceof PolicyError) throw new Refused(problemLines(folder, error.problems));
        throw error;
      }
    });
}
