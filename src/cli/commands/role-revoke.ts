import type { Command } from 'commander';
import { atDesk } from '../desk.ts';
import { type GranteeOptions, granteesOf, withGrantees } from '../grantees.ts';
import { proposeRoles } from '../role-proposals.ts';
import type { Terminal } from '../terminal.ts';

export function addRoleRevoke(role: Command, terminal: Terminal): void {
  withGrantees(role.command('revoke'))
    .requiredOption('--reason <text>', 'why; operators read it first')
    .description('propose to take a role away; two operators confirm it in the portal (at once: federation suspend)')
    .action(async (options: GranteeOptions & { reason: string }) => {
      const grant = { grantees: granteesOf(options), role: options.role, scope: 'agency' as const };
      const numbers = await atDesk(terminal, 'role revoke', (desk) =>
        proposeRoles(desk, 'revoke', grant, options.reason),
      );
      for (const number of numbers)
        terminal.out(
          `proposed as ${number}: two operators confirm it in the portal, /federation/roles/changes/${number}\n`,
        );
    });
}
