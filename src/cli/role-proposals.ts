import { inTransaction } from '../../db/transaction.ts';
import { AppError } from '../errors.ts';
import { nobody } from '../gate/provider-application.ts';
import { proposedRole } from '../gate/role-proposal.ts';
import type { RoleChangeKind } from '../gate/role-views.ts';
import { consoleEntry, type Desk } from './desk.ts';
import type { Grant, Grantee } from './first-roles.ts';
import { Refused } from './terminal.ts';

const sentences: Record<string, (params: Record<string, unknown>) => string> = {
  'input.role.provider': () => 'the identity provider is not known here; `portal federation list` shows those that are',
  'input.role.agency': ({ found }) => `the identity provider speaks for ${found}`,
  'input.colleague.subject': ({ scopes }) => `the subject-id does not end in ${scopes}`,
  'input.role.held': () => 'the person holds this role already',
  'input.role.not-held': () => 'the person does not hold this role',
  'input.role.excludes': ({ other }) => `the person is ${other}, which excludes this role: have that taken away first`,
  'input.role.scope': () => '--scope all is for auditors: other roles belong to their agency',
  'input.role.open': () => 'this is proposed already: two operators decide in the portal, /federation/roles',
};

function told(error: unknown, { subjectId }: Grantee): unknown {
  const problem = error instanceof AppError ? error.fields[0] : undefined;
  const sentence = problem && sentences[problem.messageId];
  return sentence ? new Refused(`${subjectId}: ${sentence(problem.params)}`) : error;
}

/**
 * Files a proposal for each person, signed by nobody: two operators of two organisations confirm it in the portal.
 * @returns their numbers
 * @throws Refused
 */
export async function proposeRoles(
  { pool, audit }: Desk,
  kind: RoleChangeKind,
  { grantees, role, scope }: Grant,
  reason: string,
): Promise<number[]> {
  const { numbers, ticket } = await inTransaction(pool, async (tx) => {
    const filed: { number: number; person: string; agency: string }[] = [];
    for (const grantee of grantees) {
      const { idp: provider, subjectId, agency } = grantee;
      const proposal = { kind, provider, subjectId, agency, role, scope, reason };
      const one = await proposedRole(tx, proposal, nobody).catch((error: unknown) => {
        throw told(error, grantee);
      });
      filed.push({ ...one, agency });
    }
    const entries = filed.map(({ number, person, agency }) =>
      consoleEntry('role.propose', { kind, role, scope, person, agency, change: number }),
    );
    return { numbers: filed.map(({ number }) => number), ticket: await audit.appendIn(tx, entries) };
  });
  await audit.sequence(ticket);
  return numbers;
}
