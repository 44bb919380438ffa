import { type Command, Option } from 'commander';
import { roles } from '../../policies/vocabulary.ts';
import type { Grant, Grantee } from './first-roles.ts';
import { CannotRun } from './terminal.ts';

export interface GranteeOptions {
  idp: string[];
  subject: string[];
  agency: string[];
  role: Grant['role'];
}

/** The n-th --idp, --subject and --agency name the n-th person; a subject-id is compared without case (SAML Subject-ID 3.3). */
export function granteesOf({ idp, subject, agency }: GranteeOptions): Grantee[] {
  const complete = idp.length === subject.length && idp.length === agency.length;
  if (!complete || idp.length > 2)
    throw new CannotRun('give --idp, --subject and --agency once for one person, or each of them twice for two');
  return idp.map((entityId, at) => ({
    idp: entityId,
    subjectId: (subject[at] ?? '').toLowerCase(),
    agency: agency[at] ?? '',
  }));
}

const collect = (value: string, before: string[] | undefined) => [...(before ?? []), value];

/** Whose role it is, and which. */
export function withGrantees(command: Command): Command {
  return command
    .requiredOption('--idp <entityID>', 'identity provider of the person', collect)
    .requiredOption('--subject <id>', 'the person’s subject-id, as the identity provider sends it', collect)
    .requiredOption('--agency <code>', 'the person’s agency', collect)
    .addOption(new Option('--role <role>', 'the role').choices(roles).makeOptionMandatory());
}
