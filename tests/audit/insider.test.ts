import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuditLog } from '../../audit/append.ts';
import { checkpointOnce } from '../../audit/checkpoint.ts';
import { searchEntries } from '../../audit/query.ts';
import { signCheckpoint } from '../../audit/stored-checkpoint.ts';
import { verifyDatabase } from '../../audit/verify-database.ts';
import { ivo, type LogFixture, newSigner, openLogFixture, reading, record, update } from './log-fixture.ts';

// A superuser of the database, for whom no trigger fires: nothing is refused, so everything must be found.
let fixture: LogFixture;
let superuser: pg.Client;
const tables = ['audit_head', 'audit_leaf', 'audit_body', 'audit_tile', 'audit_checkpoint'];
const verify = () => verifyDatabase({ pool: fixture.pool, vkey: fixture.signer.vkey });

// 300 entries, signed after 100, 200, 290 and 300; entry 50 is a change, which was written before its neighbours.
beforeAll(async () => {
  fixture = await openLogFixture();
  superuser = new pg.Client(fixture.superuserUrl);
  await superuser.connect();
  await superuser.query('SET session_replication_role = replica');
  const log = createAuditLog({ pool: fixture.pool, signer: fixture.signer, instance: 'one' });
  const change = await fixture.pool.connect();
  await change.query('BEGIN');
  const ticket = await log.appendIn(change, [update('early')]);
  // One after the other, so that each has a time of its own.
  for (let i = 0; i < 300; i += 1) {
    if (i === 100 || i === 200 || i === 290) await checkpointOnce(fixture.pool, fixture.signer);
    if (i === 50) {
      await change.query('COMMIT');
      change.release();
      await log.sequence(ticket);
    } else
      await log.append(
        reading([record(`r${i}`, 'IT-DCSA')], {
          resource: { type: 'follow-up-action', id: `r${i}`, originator: 'IT-DCSA' },
        }),
      );
  }
  await log.close();
  await checkpointOnce(fixture.pool, fixture.signer);
  for (const table of tables) await superuser.query(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
});
afterAll(async () => {
  await superuser.end();
  await fixture.close();
});

afterEach(async () => {
  for (const table of tables)
    await superuser.query(`TRUNCATE ${table}; INSERT INTO ${table} SELECT * FROM kept_${table}`);
});

const bodyOf = (index: number) => `body_key = (SELECT body_key FROM audit_leaf WHERE idx = ${index})`;
const setBody = (index: number, set: string) => `UPDATE audit_body SET ${set} WHERE ${bodyOf(index)}`;
const hashOfBody = (index: number) =>
  `UPDATE audit_leaf l SET leaf_hash = sha256('\\x00'::bytea || convert_to(b.leaf, 'UTF8'))
   FROM audit_body b WHERE b.body_key = l.body_key AND l.idx = ${index}`;
const swap = (one: number, other: number) =>
  `DELETE FROM audit_leaf WHERE idx IN (${one}, ${other});
   INSERT INTO audit_leaf (idx, leaf_hash, body_key, at)
     SELECT ${one + other} - idx, leaf_hash, body_key, at FROM kept_audit_leaf WHERE idx IN (${one}, ${other})`;

describe('a superuser of the database is found', () => {
  it.each<[string, string, string[]]>([
    ['white space in the parts', setBody(7, `parts = replace(parts, '"salt":', '"salt": ')`), ['part 7']],
    [
      'a value that stands there twice',
      setBody(7, `parts = replace(parts, '","value":{', '","value":{"name":"Nobody"},"value":{')`),
      ['part 7'],
    ],
    [
      'a salt that stands there twice',
      setBody(7, `parts = replace(parts, '{"salt":', '{"salt":"AAAAAAAAAAAAAAAAAAAAAA==","salt":')`),
      ['part 7'],
    ],
    [
      'a part that stands there twice',
      setBody(
        7,
        `parts = regexp_replace(parts, '^\\{("actor":\\{.*?\\}\\}?),("http")', '{\\1,\\1,\\2') || left(parts, 0)`,
      ),
      ['part 7'],
    ],
    ['letters written as escapes', setBody(7, `parts = replace(parts, '"actor":', '"\\u0061ctor":')`), ['part 7']],
    ['an emptied column of the record', setBody(7, 'resource = NULL'), ['column 7']],
    ['another record in the column', setBody(7, 'resource = about[2]'), ['column 7']],
    ['a doubled handle', setBody(7, 'about = about || about'), ['column 7']],
    ['an emptied purpose', setBody(7, 'purpose = NULL'), ['column 7']],
    ['an emptied list of rules', setBody(7, `rules = '{}'`), ['column 7']],
    ['an emptied person', setBody(7, 'person = NULL'), ['column 7']],
    [
      'an older signed state with another signature',
      `UPDATE audit_checkpoint SET note = left(note, -8) || 'AAAAAAA' || E'\\n' WHERE size = 200`,
      ['signature 199'],
    ],
    [
      'an older signed state with another text',
      `UPDATE audit_checkpoint SET note = 'x' WHERE size = 100`,
      ['signature 99'],
    ],
    [
      'an older signed state with another root',
      `UPDATE audit_checkpoint SET root = sha256('') WHERE size = 100`,
      ['signature 99'],
    ],
    [
      'a tile behind the end',
      `INSERT INTO audit_tile (level, idx, hash) VALUES (1, 1, sha256('')), (7, 9, sha256(''))`,
      ['tile 256', 'tile 9007199254740991'],
    ],
    [
      'a leaf behind the end',
      `INSERT INTO audit_leaf (idx, leaf_hash, body_key, at) VALUES (300, sha256(''), 9999, now())`,
      ['beyond 300'],
    ],
    ['a head that counts less', 'UPDATE audit_head SET size = 299', ['beyond 299', 'gap 299']],
    [
      'entries that were cut off',
      `DELETE FROM audit_body WHERE ${bodyOf(299)}; DELETE FROM audit_leaf WHERE idx = 299; UPDATE audit_head SET size = 299`,
      ['gap 299'],
    ],
    ['a head that is older than the newest entry', `UPDATE audit_head SET last_at = '2001-01-01'`, ['head 299']],
    ['two readings that changed places', swap(120, 150), ['order 120', 'order 150', 'root 100–199', 'tile 0–255']],
    ['two neighbours that changed places', swap(120, 121), ['order 120', 'root 100–199', 'tile 0–255']],
    [
      'an entry that was rewritten with everything that belongs to it',
      `${setBody(210, `leaf = replace(leaf, '"instance":"one"', '"instance":"two"')`)}; ${hashOfBody(210)}`,
      ['root 200–289', 'tile 0–255'],
    ],
    [
      'the same, with the tile above it',
      `${setBody(295, `leaf = replace(leaf, '"instance":"one"', '"instance":"two"')`)}; ${hashOfBody(295)}`,
      ['root 290–299'],
    ],
  ])('who leaves %s', async (_what, attack, expected) => {
    await superuser.query(attack);
    const { good, problems } = await verify();
    expect(good).toBe(false);
    const found = problems.map(({ code, index, until }) => `${code} ${index}${until === undefined ? '' : `–${until}`}`);
    expect(found).toEqual(expected);
  });

  it('who forges a second body under the key of an entry: no search shows it, and it is a stray', async () => {
    await superuser.query(
      `INSERT INTO audit_body SELECT at + interval '1 second', body_key, replace(leaf, 'REC02I', 'REC02W'), parts, person, agency,
         action, 'deny', code, purpose, rules, resource, about FROM audit_body WHERE ${bodyOf(7)}`,
    );
    const viewer = { person: ivo, agency: 'INT-RCC', scope: 'all' as const };
    const found = await searchEntries({ pool: fixture.pool, viewer, q: 'index:7', limit: 10 });
    expect(found.entries.map(({ outcome }) => outcome)).toEqual(['permit']);
    expect((await searchEntries({ pool: fixture.pool, viewer, q: 'outcome:deny', limit: 10 })).entries).toEqual([]);
    expect((await verify()).problems).toEqual([{ code: 'stray', index: null }]);
  });

  it('who puts a signed state of another key among the older ones', async () => {
    const { note } = signCheckpoint(newSigner(), 150, Buffer.alloc(32));
    await superuser.query('INSERT INTO audit_checkpoint (size, root, note) VALUES (150, $1, $2)', [
      Buffer.alloc(32),
      note,
    ]);
    expect((await verify()).problems).toEqual([{ code: 'signature', index: 149 }]);
  });
});

describe('an entry of a change', () => {
  it('may be older than the entries before it: it got its place later', async () => {
    const { rows } = await superuser.query<{ older: boolean }>(
      'SELECT l.at < b.at AS older FROM audit_leaf l JOIN audit_leaf b ON b.idx = 49 WHERE l.idx = 50',
    );
    expect(rows).toEqual([{ older: true }]);
    expect(await verify()).toEqual({ good: true, problems: [], entries: 300, checkpoint: 300 });
  });
});

describe('functions that run with the rights of their owner', () => {
  it('look for nothing in the temporary tables of whoever calls them', async () => {
    const { rows } = await superuser.query<{ name: string }>(
      `SELECT p.proname AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
         AND NOT coalesce('search_path=public, pg_temp' = ANY (p.proconfig), false)`,
    );
    expect(rows).toEqual([]);
  });
});
