import type { Command } from 'commander';
import { atDesk } from '../desk.ts';
import { printTable, type Terminal } from '../terminal.ts';

interface Row {
  role: string;
  scope: string;
  agency: string;
  subject_id: string;
  idp: string;
  granted_at: string;
  granted_by: string;
}

const live = `SELECT r.role, r.scope, p.agency, p.subject_id, p.idp, r.granted_at, r.granted_by
  FROM role_assignment r JOIN person p ON p.id = r.person WHERE r.revoked_at IS NULL ORDER BY r.role, p.agency, p.subject_id`;

export function addRoleList(role: Command, terminal: Terminal): void {
  role
    .command('list')
    .description('list who holds which role: by agency, subject-id and identity provider, never by name')
    .action(async () => {
      const { rows } = await atDesk(terminal, 'role list', ({ pool }) => pool.query<Row>(live));
      printTable(
        terminal,
        rows.map((row) => [row.role, row.scope, row.agency, row.subject_id, row.idp, row.granted_at, row.granted_by]),
      );
    });
}
