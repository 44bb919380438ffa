import type { Command } from 'commander';
import { checkpointOnce } from '../../../audit/checkpoint.ts';
import { atDesk } from '../desk.ts';
import type { Terminal } from '../terminal.ts';

export function addAuditCheckpoint(audit: Command, terminal: Terminal): void {
  audit
    .command('checkpoint')
    .description('sign the state of the log now and print it: a note to keep where the portal cannot reach it')
    .action(async () => {
      const { note } = await atDesk(terminal, 'audit checkpoint', ({ pool, signer }) => checkpointOnce(pool, signer));
      terminal.out(note);
    });
}
