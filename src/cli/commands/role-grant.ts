import { type Command, Option } from 'commander';
import { roles } from '../../../policies/vocabulary.ts';
import { atDesk } from '../desk.ts';
import { type Grant, type Grantee, grantFirst } from '../first-roles.ts';
import { CannotRun, type Terminal } from '../terminal.ts';

interface Options {
  idp: string[];
  subject: string[];
  agency: string[];
  role: Grant['role'];
  scope: Grant['scope'];
}

/** The n-th --idp, --subject and --agency name the n-th person. */
function granteesOf({ idp, subject, agency }: Options): Grantee[] {
  const complete = idp.length === subject.length && idp.length === agency.length;
  if (!complete || idp.length > 2)
    throw new CannotRun('give --idp, --subject and --agency once for one person, or each of them twice for two');
  return idp.map((entityId, at) => ({ idp: entityId, subjectId: subject[at] ?? '', agency: agency[at] ?? '' }));
}

const collect = (value: string, before: string[] | undefined) => [...(before ?? []), value];

export function addRoleGrant(role: Command, terminal: Terminal): void {
  role
    .command('grant')
    .requiredOption('--idp <entityID>', 'identity provider of the person', collect)
    .requiredOption('--subject <id>', 'the person’s subject-id, as the identity provider sends it', collect)
    .requiredOption('--agency <code>', 'the person’s agency', collect)
    .addOption(new Option('--role <role>', 'the role').choices(roles).makeOptionMandatory())
    .addOption(new Option('--scope <scope>', 'what an auditor looks at').choices(['agency', 'all']).default('agency'))
    .description('appoint the first administrators; refused once anybody has ever held a control role')
    .addHelpText(
      'after',
      `
Acts alone only while no control role (policy-administrator, auditor, federation-operator) has ever been held.
Appoint two people of two agencies and two identity providers at once, by giving --idp, --subject and --agency
twice: every later appointment needs two persons.`,
    )
    .action(async (options: Options) => {
      const grantees = granteesOf(options);
      const { role: name, scope } = options;
      await atDesk(terminal, 'role grant', (desk) => grantFirst(desk, { grantees, role: name, scope }));
      for (const { subjectId, agency } of grantees) terminal.out(`${subjectId} of ${agency} is ${name} (${scope})\n`);
    });
}
