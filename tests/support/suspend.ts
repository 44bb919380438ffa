/** Where a status is written past the portal: as the owner, with the suspension that it needs. */
interface Owner {
  query(statement: string): Promise<unknown>;
}

export interface ShutOut {
  kind: 'identity-provider' | 'agency' | 'person';
  /** Condition that finds the one row: `alias = 'rs'`. */
  where: string;
}

const tables = {
  'identity-provider': { table: 'identity_provider', id: 'entity_id' },
  agency: { table: 'agency', id: 'code' },
  person: { table: 'person', id: 'id::text' },
} as const;

/** Suspends as an operator would have. @returns what lets in again */
export async function suspendPast(owner: Owner, { kind, where }: ShutOut): Promise<() => Promise<void>> {
  const { table, id } = tables[kind];
  const somebody = '(SELECT id FROM person ORDER BY id LIMIT 1)';
  await owner.query(
    `INSERT INTO suspension (id, kind, subject, reason, person, agency, country, idp)
     SELECT gen_random_uuid(), '${kind}', ${id}, 'test', ${somebody}, 'a', 'a', 'a' FROM ${table} WHERE ${where}`,
  );
  await owner.query(`UPDATE ${table} SET status = 'SUSPENDED' WHERE ${where}`);
  return async () => {
    await owner.query(
      `UPDATE suspension SET ended = 'lifted', ended_reason = 'test', ended_at = now(),
         ended_by = (SELECT id FROM person ORDER BY id DESC LIMIT 1), ended_agency = 'b', ended_country = 'b', ended_idp = 'b'
       WHERE ended IS NULL AND kind = '${kind}'`,
    );
    await owner.query(`UPDATE ${table} SET status = 'ACTIVE' WHERE status = 'SUSPENDED'`);
  };
}
