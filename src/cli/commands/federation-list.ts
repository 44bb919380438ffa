import type { Command } from 'commander';
import { type AggregateRow, aggregateRows } from '../../identity/aggregate-store.ts';
import { atDesk } from '../desk.ts';
import { printTable, type Terminal } from '../terminal.ts';

interface Row {
  alias: string;
  status: string;
  participant: string;
  agencies: string[];
  entity_id: string;
}

function aggregateLine(row: AggregateRow): string[] {
  return [
    `aggregates/${row.name}`,
    `refreshed ${row.refreshedAt ?? 'never'}`,
    `until ${row.validUntil ?? '-'}`,
    row.alarmSince === null
      ? (row.problem ?? 'OK')
      : `ALARM since ${row.alarmSince}: ${row.problem ?? 'no good refresh'}`,
  ];
}

export function addFederationList(federation: Command, terminal: Terminal): void {
  federation
    .command('list')
    .description(
      'list the identity providers that the database knows, with their status, and the aggregates with theirs',
    )
    .action(async () => {
      const { providers: rows, aggregates } = await atDesk(terminal, 'federation list', async ({ pool }) => {
        const found = await pool.query<Row>(
          'SELECT alias, status, participant, agencies, entity_id FROM identity_provider ORDER BY alias',
        );
        return { providers: found.rows, aggregates: await aggregateRows(pool) };
      });
      if (rows.length === 0)
        terminal.out('no identity provider is known: put their files into FEDERATION_DIR and start the portal\n');
      printTable(
        terminal,
        rows.map((row) => [row.alias, row.status, row.participant, row.agencies.join(','), row.entity_id]),
      );
      printTable(terminal, aggregates.map(aggregateLine));
    });
}
