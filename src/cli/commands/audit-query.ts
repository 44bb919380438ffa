import type { Command } from 'commander';
import { qualifiersIn } from '../../../audit/qualifier-names.ts';
import { findIndexes, searchHeads } from '../../../audit/query.ts';
import { asOwner, atDesk, consoleEntry, type Desk } from '../desk.ts';
import { printTable, type Terminal } from '../terminal.ts';

interface Options {
  q: string;
  count?: true;
}

// The newest; whoever needs more narrows the query or exports.
const most = 1_000;

async function query({ config, audit }: Desk, { q, count }: Options) {
  const { heads, entries } = await asOwner(config, async (owner) => {
    if (count) return { heads: [], entries: (await findIndexes(owner, null, q)).length };
    const found = await searchHeads(owner, q, most);
    return { heads: found, entries: found.length };
  });
  await audit.append(consoleEntry('audit.search', { entries, qualifiers: qualifiersIn(q) }));
  return { heads, entries };
}

export function addAuditQuery(audit: Command, terminal: Terminal): void {
  audit
    .command('query')
    .option('--q <QUALIFIERS>', 'such as "outcome:deny after:2026-11-01 -action:record.list"', '')
    .option('--count', 'only how many match, at most 100,000')
    .description('list entries by what their heads say in clear, newest first, at most 1,000')
    .addHelpText(
      'after',
      '\nQualifiers: action outcome code rule after before index; - before one turns it round. Who and what stay closed: auditors search those in the portal.',
    )
    .action(async (options: Options) => {
      const { heads, entries } = await atDesk(terminal, 'audit query', (desk) => query(desk, options));
      if (options.count) terminal.out(`${entries}\n`);
      else
        printTable(
          terminal,
          heads.map(({ index, head }) => [
            String(index),
            head.ts,
            head.code,
            head.action,
            head.outcome,
            (head.decision?.ruleIds ?? []).join(' '),
          ]),
        );
    });
}
