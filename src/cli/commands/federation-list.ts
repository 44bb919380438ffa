import type { Command } from 'commander';
import { atDesk } from '../desk.ts';
import { printTable, type Terminal } from '../terminal.ts';

interface Row {
  alias: string;
  status: string;
  participant: string;
  agencies: string[];
  entity_id: string;
}

export function addFederationList(federation: Command, terminal: Terminal): void {
  federation
    .command('list')
    .description('list the identity providers that the database knows, with their status')
    .action(async () => {
      const rows = await atDesk(terminal, 'federation list', async ({ pool }) => {
        const found = await pool.query<Row>(
          'SELECT alias, status, participant, agencies, entity_id FROM identity_provider ORDER BY alias',
        );
        return found.rows;
      });
      if (rows.length === 0)
        terminal.out('no identity provider is known: put their files into FEDERATION_DIR and start the portal\n');
      printTable(
        terminal,
        rows.map((row) => [row.alias, row.status, row.participant, row.agencies.join(','), row.entity_id]),
      );
    });
}
