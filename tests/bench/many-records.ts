import type pg from 'pg';
import { openDatabase } from '../../db/connect.ts';

// A copy of every action with its commitments and relations, under new ids and references, in the same classes.
const copyActions = `
  WITH copied AS (
    INSERT INTO follow_up_action (id, ref, version, lang, class_id, marking, originator, state, state_reason, title,
      created_at, updated_at, created_by, conclusion_id, panel, description, lead_agency, co_leads, priority, due_on, indicators, fictional)
    SELECT m.id, a.ref || '-' || $1, a.version, a.lang, a.class_id, a.marking, a.originator, a.state, a.state_reason, a.title || ' ' || $1,
      a.created_at + make_interval(mins => $1::int), a.updated_at, a.created_by, a.conclusion_id, a.panel, a.description, a.lead_agency,
      a.co_leads, a.priority, a.due_on + $1::int, a.indicators, a.fictional
    FROM follow_up_action a JOIN bench_copy m ON m.original = a.id
  )
  INSERT INTO relation (record, token, kind, until)
  SELECT m.id, r.token, r.kind, r.until FROM relation r JOIN bench_copy m ON m.original = r.record`;
const copyCommitments = `
  INSERT INTO commitment (id, action_id, agency, version, acceptance, acceptance_reason, implementation, implementation_reason,
    weight, created_at, updated_at, created_by)
  SELECT gen_random_uuid(), m.id, c.agency, c.version, c.acceptance, c.acceptance_reason, c.implementation, c.implementation_reason,
    c.weight, c.created_at, c.updated_at, c.created_by
  FROM commitment c JOIN bench_copy m ON m.original = c.action_id`;

async function copyOnce(client: pg.PoolClient, round: number): Promise<number> {
  await client.query(
    `CREATE TEMP TABLE bench_copy ON COMMIT DROP AS
     SELECT id AS original, gen_random_uuid() AS id FROM follow_up_action WHERE ref !~ '-[0-9]+$'`,
  );
  const { rowCount } = await client.query('SELECT FROM bench_copy');
  await client.query(copyActions, [String(round)]);
  await client.query(copyCommitments);
  return rowCount ?? 0;
}

/** Copies the sample's actions until there are so many; returns how many there are. Needs the owner's role. */
export async function addManyActions(ownerUrl: string, wanted: number): Promise<number> {
  const { pool, close } = openDatabase(ownerUrl, { max: 1 });
  const client = await pool.connect();
  try {
    let copied = 0;
    for (let round = 1; copied < wanted; round += 1) {
      await client.query('BEGIN');
      copied += await copyOnce(client, round);
      await client.query('COMMIT');
    }
    await client.query('ANALYZE follow_up_action, commitment, relation');
    return copied;
  } finally {
    client.release();
    await close();
  }
}
