import type { Command } from 'commander';
import { type Proposal, proposalOf } from '../../gate/policy-proposal.ts';
import { atDesk } from '../desk.ts';
import { casesFolder, problemLines, readFolder, rulesFolder } from '../policy-folder.ts';
import { Refused, type Terminal } from '../terminal.ts';

const signs = { added: '+', removed: '-', changed: '~', reworded: '=' } as const;
const tendencies = { closes: 'only closes', opens: 'may open', says: 'decides nothing' } as const;

/** One line a rule that differs, and what the whole amounts to. */
export function differenceLines({ differences, opens }: Proposal): string {
  const lines = differences.map(
    ({ kind, ruleId, tends, after, before }) =>
      `${signs[kind]} ${ruleId} (${tendencies[tends]}) ${after?.describe ?? before?.describe ?? ''}`,
  );
  const verdict =
    opens.length === 0
      ? 'narrows: proved for every person and record'
      : `widens, or is not proved to narrow: ${opens.join(', ')}`;
  return [...lines, verdict].join('\n');
}

/** @throws Refused with every problem and every case that does not come out */
export function demandGood(folder: string, { check }: Proposal): void {
  const rules = check.problems.filter((one) => one.folder === 'rules');
  if (rules.length > 0) throw new Refused(problemLines(folder, rules));
  const failed = check.cases.filter(({ failure }) => failure !== '');
  if (failed.length === 0) return;
  const lines = failed.map(({ file, line, title, failure }) => `cases/${file}:${line} ${title}: ${failure}`);
  throw new Refused(`${lines.join('\n')}\n${failed.length} of ${check.cases.length} cases failed`);
}

export function addPolicyDiff(policy: Command, terminal: Terminal): void {
  policy
    .command('diff')
    .argument('[DIR]', 'folder of rule files; POLICY_DIR, else the shipped rules')
    .description('how rule files differ from the version in force, rule by rule, and whether they only narrow')
    .action(async (named: string | undefined) => {
      const folder = rulesFolder(terminal, named);
      const [rules, cases] = await Promise.all([readFolder(folder), readFolder(casesFolder(undefined))]);
      const proposal = await atDesk(terminal, 'policy diff', ({ pool }) => proposalOf(pool, rules, cases));
      if (!proposal.check.policy) demandGood(folder, proposal);
      const same = proposal.differences.length === 0;
      terminal.out(same ? `the same rules as version ${proposal.base}\n` : `${differenceLines(proposal)}\n`);
    });
}
