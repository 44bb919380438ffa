import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuditLog } from '../../audit/append.ts';
import { checkpointOnce } from '../../audit/checkpoint.ts';
import { batchTexts, type Composed, compose } from '../../audit/compose.ts';
import { loadContext } from '../../audit/context.ts';
import { exportLog } from '../../audit/export.ts';
import { inclusionProofOf, searchEntries } from '../../audit/query.ts';
import { findCheckpoint, signCheckpoint } from '../../audit/stored-checkpoint.ts';
import { CompactRange } from '../../audit/tree.ts';
import { verifyBundle } from '../../audit/verify/verify-bundle.ts';
import { verifyDatabase } from '../../audit/verify-database.ts';
import { ivo, type LogFixture, newSigner, openLogFixture, reading, record } from './log-fixture.ts';

// Whoever runs code in the portal can call every function that the portal may call, with whatever he likes.
let fixture: LogFixture;
const everything = { person: ivo, agency: 'INT-RCC', scope: 'all' as const };
const verify = () => verifyDatabase({ pool: fixture.pool, vkey: fixture.signer.vkey });

async function append(count: number): Promise<void> {
  const log = createAuditLog({ pool: fixture.pool, signer: fixture.signer, instance: 'one' });
  await Promise.all(Array.from({ length: count }, (_, i) => log.append(reading([record(`r${i}`, 'IT-DCSA')]))));
  await log.close();
}

async function rootAt(size: number): Promise<Buffer> {
  const { rows } = await fixture.owner.query<{ hash: Buffer }>(
    'SELECT leaf_hash AS hash FROM audit_leaf WHERE idx < $1 ORDER BY idx',
    [size],
  );
  const tree = new CompactRange();
  for (const { hash } of rows) tree.append(hash);
  return tree.root();
}

const sizeNow = async () =>
  Number((await fixture.pool.query<{ size: string }>('SELECT size FROM audit_state()')).rows[0]?.size);
const addNote = (size: number, note: string) => fixture.pool.query('SELECT audit_add_checkpoint($1, $2)', [size, note]);

beforeAll(async () => {
  fixture = await openLogFixture();
  await append(700);
  await checkpointOnce(fixture.pool, fixture.signer);
});
afterAll(() => fixture.close());

describe('a checkpoint that the portal’s role hands in', () => {
  beforeEach(() => append(3));

  it('is refused when it is longer than the log', async () => {
    const size = (await sizeNow()) + 1;
    const { note } = signCheckpoint(fixture.signer, size, await rootAt(size - 1));
    await expect(addNote(size, note)).rejects.toThrow(/the log is shorter/);
  });

  it.each<[string, (size: number, root: Buffer) => string]>([
    ['of another root', (size) => signCheckpoint(newSigner(), size, Buffer.alloc(32, 7)).note],
    ['of another size', (size, root) => signCheckpoint(newSigner(), size - 1, root).note],
    ['of another log', (size, root) => signCheckpoint(newSigner('other.example'), size, root).note],
    ['that is no note', () => 'hello'],
    ['that is endless', (size, root) => signCheckpoint(newSigner(), size, root).note + 'x'.repeat(5_000)],
  ])('is refused when it is one %s', async (_what, forge) => {
    const size = await sizeNow();
    const forged = forge(size, await rootAt(size));
    await expect(addNote(size, forged)).rejects.toThrow(/says something else than the log/);
  });

  it('that only the signature gives away stops nobody, is believed by nobody and is reported', async () => {
    const signed = await checkpointOnce(fixture.pool, fixture.signer);
    await append(2);
    const size = await sizeNow();
    const { note } = signCheckpoint(newSigner(), size, await rootAt(size));
    await addNote(size, note);
    const found = await findCheckpoint(fixture.pool, fixture.signer.vkey);
    expect(found).toMatchObject({ foreign: 1, checkpoint: { size: signed.size } });
    expect((await verify()).problems).toEqual([{ code: 'signature', index: size - 1 }]);
    const own = await checkpointOnce(fixture.pool, fixture.signer);
    expect(own.size).toBe(size);
    expect(await findCheckpoint(fixture.pool, fixture.signer.vkey)).toMatchObject({ checkpoint: { note: own.note } });
    await append(1);
    await checkpointOnce(fixture.pool, fixture.signer);
    expect(await verify()).toMatchObject({ good: true, problems: [] });
  });

  it('hands in no tiles: the database makes them of the leaves', async () => {
    await append(600);
    const { size, root } = await checkpointOnce(fixture.pool, fixture.signer);
    expect(root).toEqual(await rootAt(size));
    const tiles = await fixture.owner.query('SELECT 1 FROM audit_tile WHERE level = 1');
    expect(tiles.rowCount).toBe(Math.floor(size / 256));
    expect(await inclusionProofOf(fixture.pool, 300, size)).not.toEqual([]);
  });
});

describe('a tile that the database’s owner changed', () => {
  it('is found by its first entry', async () => {
    const change = (hash: string) =>
      fixture.owner.query(
        `ALTER TABLE audit_tile DISABLE TRIGGER USER;
         UPDATE audit_tile SET hash = ${hash} WHERE level = 1 AND idx = 1;
         ALTER TABLE audit_tile ENABLE TRIGGER USER`,
      );
    const { rows } = await fixture.owner.query<{ hash: string }>(
      `SELECT encode(hash, 'hex') AS hash FROM audit_tile WHERE level = 1 AND idx = 1`,
    );
    await checkpointOnce(fixture.pool, fixture.signer);
    await change(`sha256('')`);
    expect((await verify()).problems).toEqual([{ code: 'tile', index: 256, until: 511 }]);
    await change(`'\\x${rows[0]?.hash}'`);
    expect((await verify()).good).toBe(true);
  });
});

describe('entries that nobody signs', () => {
  it('are no good log once they wait longer than a running portal lets them', async () => {
    await append(1);
    expect((await verify()).good).toBe(true);
    const size = await sizeNow();
    await fixture.owner.query(
      `ALTER TABLE audit_leaf DISABLE TRIGGER USER;
       UPDATE audit_leaf SET at = at - interval '1 minute' WHERE idx = ${size - 1};
       ALTER TABLE audit_leaf ENABLE TRIGGER USER`,
    );
    expect((await verify()).problems).toContainEqual({ code: 'unsigned', index: size - 1 });
    await fixture.owner.query(
      `ALTER TABLE audit_leaf DISABLE TRIGGER USER;
       UPDATE audit_leaf SET at = at + interval '1 minute' WHERE idx = ${size - 1};
       ALTER TABLE audit_leaf ENABLE TRIGGER USER`,
    );
    await checkpointOnce(fixture.pool, fixture.signer);
    expect((await verify()).good).toBe(true);
  });
});

describe('an entry that the portal’s role makes up', () => {
  let good: Composed;
  beforeAll(async () => {
    good = compose(reading([record('r1', 'IT-DCSA'), record('r2', 'RS-MUP')]), await loadContext(fixture.pool, 'one'));
  });
  const send = (entry: Composed) =>
    fixture.pool.query('SELECT audit_append($1, $2, $3, $4)', [...batchTexts([entry]), []]);
  const digest = (salt: string, value: string) =>
    createHash('sha256').update(Buffer.from(salt, 'base64')).update(value).digest('base64');

  it('is taken when it is well formed', async () => {
    await expect(send(good)).resolves.toBeDefined();
  });

  const swap = (key: 'leaf' | 'columns', from: RegExp | string, to: string) => (entry: Composed) => ({
    ...entry,
    [key]: entry[key].replace(from, to),
  });
  const actorAs = (part: string) => (entry: Composed) => ({
    ...entry,
    parts: entry.parts.map((one) => (one.startsWith('actor\t') ? part : one)),
  });
  const withPart = (part: string) => (entry: Composed) => ({ ...entry, parts: [part, ...entry.parts] });
  const named = (to: string) => (entry: Composed) => ({
    ...entry,
    parts: entry.parts.map((part) => part.replace('Name of', to)),
  });
  it.each<[string, (entry: Composed) => Composed]>([
    ['no JSON', (entry) => ({ ...entry, leaf: 'hello ' })],
    ['a JSON text', (entry) => ({ ...entry, leaf: `"` })],
    ['white space', swap('leaf', ',"class"', ', "class"')],
    ['an unknown member', swap('leaf', ',"class"', ',"clasp":1,"class"')],
    ['a doubled member', swap('leaf', ',"class"', ',"class":"data-access","class"')],
    ['a member less', swap('leaf', /"ledVerb":[^,]*,/, '')],
    ['another order', swap('leaf', /("instance":"one"),("ledVerb":"[a-z]*")/, '$2,$1')],
    ['an escaped letter', swap('leaf', 'record.list', '\\u0072ecord.list')],
    ['an unknown outcome', (entry) => swap('leaf', '"permit"', '"maybe"')(swap('columns', 'permit', 'maybe')(entry))],
    ['another action than its column', swap('columns', 'record.list', 'record.read')],
    ['another code than its column', swap('columns', 'REC02I', 'REC02W')],
    ['a decision with more to it', swap('leaf', '"policyHash"', '"more":1,"policyHash"')],
    ['a digest of nothing', swap('leaf', /"actor":"[^"]{43}="/, `"actor":"${'A'.repeat(43)}="`)],
    ['a digest too many', swap('leaf', '"parts":{', `"parts":{"a":"${'A'.repeat(43)}=",`)],
    ['a part too many', withPart('abc\t\t1')],
    ['another part', named('Nome of')],
    ['parts that are no JSON', (entry) => ({ ...entry, parts: ['x'] })],
    ['half a character', named('\\ud800')],
    [
      'a part of nothing',
      (entry) => ({
        ...entry,
        leaf: entry.leaf.replace(/"actor":"[^"]*"/, `"actor":"${digest('AAAAAAAAAAAAAAAAAAAAAA==', 'null')}"`),
        parts: actorAs('actor\tAAAAAAAAAAAAAAAAAAAAAA==\tnull')(entry).parts,
      }),
    ],
    ['parts that are no object', (entry) => ({ ...entry, parts: ['1\t[1]'] })],
    [
      'a part of an unknown name, with its digest',
      (entry) => ({
        ...entry,
        leaf: entry.leaf.replace('"parts":{', `"parts":{"abc":"${digest('AAAAAAAAAAAAAAAAAAAAAA==', '1')}",`),
        parts: withPart('abc\tAAAAAAAAAAAAAAAAAAAAAA==\t1')(entry).parts,
      }),
    ],
    [
      'a part whose salt is short',
      (entry) => ({
        ...entry,
        leaf: entry.leaf.replace(/"actor":"[^"]*"/, `"actor":"${digest('AAAA', '{}')}"`),
        parts: actorAs('actor\tAAAA\t{}')(entry).parts,
      }),
    ],
    ['a part twice', (entry) => ({ ...entry, parts: [...entry.parts, ...entry.parts.slice(0, 1)] })],
    ['another outcome than its column', swap('columns', 'permit', 'deny')],
    ...[' {}', '{} ', '{}\r', '{},"net":{}', '{}}', ''].map((value): [string, (entry: Composed) => Composed] => [
      `a part of ${JSON.stringify(value)}, with its digest`,
      (entry) => ({
        ...actorAs(`actor\tAAAAAAAAAAAAAAAAAAAAAA==\t${value}`)(entry),
        leaf: entry.leaf.replace(/"actor":"[^"]*"/, `"actor":"${digest('AAAAAAAAAAAAAAAAAAAAAA==', value)}"`),
      }),
    ]),
  ])('is refused with %s, and nothing of it stays', async (_what, forge) => {
    const before = await sizeNow();
    const forged = forge(good);
    expect(forged).not.toEqual(good);
    await expect(send(forged)).rejects.toMatchObject({ code: expect.stringMatching(/^(22|23)/) });
    expect(await sizeNow()).toBe(before);
  });

  it('cannot stop a search or an export, whatever its parts say', async () => {
    const salt = 'AAAAAAAAAAAAAAAAAAAAAA==';
    for (const value of ['5', '{"agency":7}', '{"id":1}', '{ "id" : "x" }', '{"a":1,"a":2}', '1e400']) {
      await send({
        ...good,
        leaf: good.leaf.replace(/"actor":"[^"]*"/, `"actor":"${digest(salt, value)}"`),
        parts: actorAs(`actor\t${salt}\t${value}`)(good).parts,
      });
    }
    await append(1);
    const found = await searchEntries({ pool: fixture.pool, viewer: everything, q: '', limit: 20 });
    expect(found.damaged).toHaveLength(6);
    expect(found.entries).toHaveLength(14);
    await checkpointOnce(fixture.pool, fixture.signer);
    const whole = fixture.folder();
    await exportLog({ pool: fixture.pool, outDir: whole, vkey: fixture.signer.vkey, viewer: everything });
    expect(await verifyBundle(whole, fixture.signer.vkey)).toMatchObject({ size: await sizeNow() });
  });
});
