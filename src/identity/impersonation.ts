import type pg from 'pg';
import { tellAgencies } from '../gate/notices.ts';
import type { Refusal } from './refusal.ts';

/**
 * Tells the agencies in whose name a provider spoke that is not theirs (DOMAIN, scenario 10). Only what a registered provider
 * signed comes here, so that nobody else can make an agency afraid.
 */
export async function tellImpersonated(pool: pg.Pool, idp: string, { reason, claimed }: Refusal): Promise<void> {
  const { agency = null, scope = null, country = null } = claimed;
  const { rows } = await pool.query<{ code: string; alias: string }>(
    `WITH liar AS (SELECT alias, agencies FROM identity_provider WHERE entity_id = $1),
       named AS (
         SELECT code FROM agency WHERE code = $2 OR participant = $4
         UNION SELECT unnest(i.agencies) FROM identity_provider i WHERE i.configuration -> 'scopes' ? $3)
     SELECT named.code, liar.alias FROM named, liar WHERE NOT named.code = ANY (liar.agencies)`,
    [idp, agency, scope, country],
  );
  await tellAgencies(
    pool,
    rows.map(({ code, alias }) => ({
      agency: code,
      kind: 'impersonation',
      about: idp,
      detail: { alias, reason },
    })),
  );
}
