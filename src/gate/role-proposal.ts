import type pg from 'pg';
import { controlRoles, type Role } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import type { Party } from './policy-separation.ts';
import { insertRoleChange, personNamed } from './role-store.ts';
import type { RoleProposal } from './role-views.ts';

type Db = Pick<pg.Pool, 'query'>;

function wrong(field: string, messageId: string, params: Record<string, string> = {}): AppError {
  return new AppError('invalid-input', { fields: [{ field, messageId, params }] });
}

/** The provider that speaks for the agency, and a subject-id inside its domains: a slip would appoint somebody who can never sign in. */
async function demandProvider(tx: Db, { provider, agency, subjectId }: RoleProposal): Promise<string> {
  const { rows } = await tx.query<{ entityId: string; agencies: string[]; scopes: string[] }>(
    `SELECT entity_id AS "entityId", agencies, ARRAY(SELECT jsonb_array_elements_text(configuration -> 'scopes')) AS scopes
     FROM identity_provider WHERE alias = $1 OR entity_id = $1`,
    [provider],
  );
  const [found] = rows;
  if (!found) throw wrong('provider', 'input.role.provider');
  if (!found.agencies.includes(agency))
    throw wrong('agency', 'input.role.agency', { found: found.agencies.join(', ') });
  const scope = /@([^@]+)$/.exec(subjectId)?.[1];
  if (scope !== undefined && found.scopes.length > 0 && !found.scopes.includes(scope))
    throw wrong('subjectId', 'input.colleague.subject', { scopes: found.scopes.map((one) => `@${one}`).join(', ') });
  return found.entityId;
}

/** Auditor, administrator and operator exclude one another; nobody is given what they hold, or loses what they do not. */
function demandSense({ kind, role }: RoleProposal, held: readonly Role[]): void {
  if (kind === 'revoke' && !held.includes(role)) throw wrong('role', 'input.role.not-held');
  if (kind === 'grant' && held.includes(role)) throw wrong('role', 'input.role.held');
  const control: readonly string[] = controlRoles;
  const other = held.find((one) => control.includes(one));
  if (kind === 'grant' && other !== undefined) throw wrong('role', 'input.role.excludes', { other });
}

/** Files a proposal. Throws `invalid-input` naming the field, `conflict` where the same one is open. */
export async function proposedRole(
  tx: Db,
  proposal: RoleProposal,
  author: Party,
): Promise<{ number: number; person: string }> {
  const { kind, agency, role, scope, reason } = proposal;
  if (scope === 'all' && role !== 'auditor') throw wrong('scope', 'input.role.scope');
  const idp = await demandProvider(tx, proposal);
  const { id, roles } = await personNamed(tx, { idp, subjectId: proposal.subjectId.toLowerCase(), agency });
  if (id === author.person) throw wrong('subjectId', 'input.role.own');
  demandSense(proposal, roles);
  const number = await insertRoleChange(tx, { kind, person: id, role, scope, reason, author });
  if (number === null) throw wrong('role', 'input.role.open');
  return { number, person: id };
}
