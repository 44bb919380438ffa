import type { Command } from 'commander';
import { Directory } from '../../gate/directory.ts';
import { atDesk, type Desk } from '../desk.ts';
import { openGateParts } from '../gate-parts.ts';
import { Refused, type Terminal } from '../terminal.ts';

async function loadInto(desk: Desk): Promise<void> {
  if (desk.kind !== 'demo') throw new Refused('this database is live: sample data is refused');
  const { rowCount } = await desk.pool.query('SELECT 1 FROM agency LIMIT 1');
  if (rowCount)
    throw new Refused('the database holds agencies already: the sample goes into an empty demo database only');
  const { ensureSample } = await import('../../demo.ts');
  await ensureSample(desk.config, await openGateParts(desk), new Directory(desk.pool));
}

export function addSample(program: Command, terminal: Terminal): void {
  program
    .command('sample')
    .description('load the sample conference with its fictional people into an empty demo database')
    .action(async () => {
      await atDesk(terminal, 'sample', loadInto, { create: true });
      terminal.out('the sample conference is loaded\n');
    });
}
