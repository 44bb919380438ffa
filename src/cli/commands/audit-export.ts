import type { Command } from 'commander';
import { checkpointOnce } from '../../../audit/checkpoint.ts';
import { exportLog } from '../../../audit/export.ts';
import { qualifiersIn } from '../../../audit/qualifier-names.ts';
import { asOwner, atDesk, consoleEntry, type Desk } from '../desk.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  out: string;
  query?: string;
}

/** Leaves with digests only: the console is nobody's auditor and opens no part (THREATS 13). */
async function writeExport({ config, pool, audit, signer }: Desk, { out, query }: Options) {
  await checkpointOnce(pool, signer);
  const selection = query === undefined ? {} : { query };
  const result = await asOwner(config, (owner) =>
    exportLog({ pool: owner, outDir: out, vkey: signer.vkey, ...selection }),
  );
  const detail = { entries: result.entries, size: result.size, opened: false, qualifiers: qualifiersIn(query ?? '') };
  await audit.append(consoleEntry('audit.export', detail));
  return result;
}

export function addAuditExport(audit: Command, terminal: Terminal): void {
  audit
    .command('export')
    .requiredOption('--out <DIR>', 'a new or empty folder')
    .option('--query <Q>', 'only entries that match, each with its own proof, such as "action:role.* after:2026-11-01"')
    .description('write the log for verification elsewhere: heads in clear, everything personal as salted digests')
    .action(async (options: Options) => {
      const { entries, size } = await atDesk(terminal, 'audit export', (desk) => writeExport(desk, options));
      terminal.out(
        `${entries} entries of ${size} in ${options.out}; check them with: portal audit verify ${options.out}\n`,
      );
    });
}
