import type pg from 'pg';

/** A person whom a marking may name. */
export interface NamedPerson {
  id: string;
  name: string;
  agency: string;
}

/** Active officers with a content role; people of control roles read no content, so naming them would tell nothing. */
export async function peopleOf(pool: pg.Pool): Promise<NamedPerson[]> {
  const { rows } = await pool.query<NamedPerson>(
    `SELECT p.id, p.name, p.agency FROM person p JOIN agency a ON a.code = p.agency
     WHERE p.status = 'ACTIVE' AND a.status = 'ACTIVE' AND EXISTS (
       SELECT 1 FROM role_assignment r WHERE r.person = p.id AND r.revoked_at IS NULL
       AND r.role IN ('liaison-officer', 'conference-secretariat'))
     ORDER BY p.agency, p.name`,
  );
  return rows;
}
