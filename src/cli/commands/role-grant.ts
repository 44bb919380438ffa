import { type Command, Option } from 'commander';
import { atDesk } from '../desk.ts';
import { type Grant, grantFirst } from '../first-roles.ts';
import { type GranteeOptions, granteesOf, withGrantees } from '../grantees.ts';
import { proposeRoles } from '../role-proposals.ts';
import type { Terminal } from '../terminal.ts';

interface Options extends GranteeOptions {
  scope: Grant['scope'];
  reason: string;
}

export function addRoleGrant(role: Command, terminal: Terminal): void {
  withGrantees(role.command('grant'))
    .addOption(new Option('--scope <scope>', 'what an auditor looks at').choices(['agency', 'all']).default('agency'))
    .option('--reason <text>', 'why; operators read it first', 'by the console')
    .description('appoint the first administrators; once anybody has ever held a control role: propose an appointment')
    .addHelpText(
      'after',
      `
Acts alone only while no control role (policy-administrator, auditor, federation-operator) has ever been held.
Appoint two people of two agencies and two identity providers at once, by giving --idp, --subject and --agency
twice. Afterwards it files a proposal, which two federation operators of two organisations confirm in the portal.`,
    )
    .action(async (options: Options) => {
      const grant = { grantees: granteesOf(options), role: options.role, scope: options.scope };
      const numbers = await atDesk(terminal, 'role grant', async (desk) =>
        (await grantFirst(desk, grant)) ? null : proposeRoles(desk, 'grant', grant, options.reason),
      );
      for (const [at, { subjectId, agency }] of grant.grantees.entries())
        terminal.out(
          numbers === null
            ? `${subjectId} of ${agency} is ${grant.role} (${grant.scope})\n`
            : `proposed as ${numbers[at]}: two operators confirm it in the portal, /federation/roles/changes/${numbers[at]}\n`,
        );
    });
}
