import type { Command } from 'commander';
import { inTransaction } from '../../../db/transaction.ts';
import { fileProposal, proposalOf } from '../../gate/policy-proposal.ts';
import { atDesk, consoleEntry, type Desk } from '../desk.ts';
import { casesFolder, readFolder, rulesFolder } from '../policy-folder.ts';
import { Refused, type Terminal } from '../terminal.ts';
import { demandGood, differenceLines } from './policy-diff.ts';

interface Options {
  title: string;
  reason: string;
}

async function propose(
  { pool, audit }: Desk,
  folder: string,
  options: Options,
): Promise<{ number: number; lines: string }> {
  const [rules, cases] = await Promise.all([readFolder(folder), readFolder(casesFolder(undefined))]);
  const proposal = await proposalOf(pool, rules, cases);
  demandGood(folder, proposal);
  if (proposal.edits.length === 0)
    throw new Refused(`the files are those of version ${proposal.base}: nothing to propose`);
  let number = 0;
  const ticket = await inTransaction(pool, async (tx) => {
    number = await fileProposal(tx, proposal, options);
    return audit.appendIn(tx, [consoleEntry('policy.draft', { version: number, base: proposal.base, problems: 0 })]);
  });
  await audit.sequence(ticket);
  return { number, lines: differenceLines(proposal) };
}

export function addPolicyPublish(policy: Command, terminal: Terminal): void {
  policy
    .command('publish')
    .argument('[DIR]', 'folder of rule files; POLICY_DIR, else the shipped rules')
    .requiredOption('--title <text>', 'what the change does, in one sentence')
    .requiredOption('--reason <text>', 'why; approvers read it first')
    .description(
      'propose rule files as a change; two persons approve it in the portal, the console puts nothing into force',
    )
    .action(async (named: string | undefined, options: Options) => {
      const folder = rulesFolder(terminal, named);
      const { number, lines } = await atDesk(terminal, 'policy publish', (desk) => propose(desk, folder, options));
      terminal.out(
        `${lines}\nproposed as change ${number}: two persons approve it in the portal, /policies/changes/${number}\n`,
      );
    });
}
