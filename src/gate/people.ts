import type pg from 'pg';
import { idInput, wordsTyped } from './input.ts';

/** A person whom a marking may name. */
export interface NamedPerson {
  id: string;
  name: string;
  agency: string;
}

/** More than this nobody looks through: the form then asks for a name or an agency. */
export const mostPeople = 200;

export interface PeopleQuery {
  /** Part of a name, of an agency's code or of its country's; empty = everybody. */
  find: string;
  /** Ids that are listed in any case, because they are chosen already. */
  keep: readonly string[];
  /** Agencies whose people the asker may read. */
  agencies: readonly string[];
}

/**
 * Active officers with a content role, at most `mostPeople` and whoever is kept; people of control roles read no content,
 * so naming them would tell nothing.
 */
export async function peopleOf(pool: pg.Pool, { find, keep, agencies }: PeopleQuery): Promise<NamedPerson[]> {
  const { rows } = await pool.query<NamedPerson>(
    `SELECT p.id, p.name, p.agency FROM person p JOIN agency a ON a.code = p.agency
     WHERE p.status = 'ACTIVE' AND a.status = 'ACTIVE' AND p.agency = ANY ($4::text[]) AND EXISTS (
       SELECT 1 FROM role_assignment r WHERE r.person = p.id AND r.revoked_at IS NULL
       AND r.role IN ('liaison-officer', 'conference-secretariat'))
     AND (p.id::text = ANY ($2::text[]) OR position(fold_text($1) IN fold_text(p.name || ' ' || p.agency)) > 0)
     ORDER BY p.id::text = ANY ($2::text[]) DESC, p.agency, p.name LIMIT $3`,
    [
      wordsTyped(find).slice(0, 100),
      keep.filter((id) => idInput.safeParse(id).success),
      mostPeople + keep.length + 1,
      agencies,
    ],
  );
  return rows;
}
