import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/connect.ts';
import { createLog } from '../../src/log.ts';
import { createTestDatabase } from '../support/database.ts';

function written(work: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  work(createLog('info', { write: (line) => lines.push(line) }));
  return lines.join('');
}

describe('the portal’s own log (THREATS 22)', () => {
  it.each([
    { cookie: 'hidden' },
    { headers: { cookie: 'hidden', authorization: 'hidden', 'set-cookie': 'hidden' } },
    { req: { url: '/x?q=hidden', headers: { host: 'hidden' }, query: { q: 'hidden' }, body: { title: 'hidden' } } },
    { body: { SAMLResponse: 'hidden', RelayState: 'hidden' } },
    { a: { b: { SAMLRequest: 'hidden' } } },
  ])('%j is written without what is hidden', (content) => {
    const line = written((log) => log.info(content, 'something happened'));
    expect(line).toContain('something happened');
    expect(line).toContain('(redacted)');
    expect(line).not.toContain('hidden');
  });

  it('a failed query is written with its SQLSTATE and place, without the value it was given', async () => {
    const database = await createTestDatabase();
    const { pool, close } = openDatabase(database.ownerUrl, { max: 1 });
    const add = () =>
      pool.query(`INSERT INTO participant (code, kind, names) VALUES ($1, 'country', '{}')`, ['hidden-code']);
    await add();
    const double: unknown = await add().catch((error: unknown) => error);
    const syntax: unknown = await pool.query('SELECT $1::uuid', ['hidden-id']).catch((error: unknown) => error);
    await close();
    await database.drop();
    const lines = written((log) => {
      log.error({ err: double, route: '/actions/:id' }, 'a request failed');
      log.error({ err: new Error('the outer one', { cause: syntax }) }, 'a request failed');
    });
    expect(lines).toContain('23505');
    expect(lines).toContain('participant_pkey');
    expect(lines).toContain('22P02');
    expect(lines).toContain('/actions/:id');
    expect(lines).toContain('log.test.ts');
    expect(lines).not.toContain('hidden');
  });

  it('a body that is no JSON is not quoted', () => {
    const broken = (): unknown => {
      try {
        return JSON.parse('hidden');
      } catch (error) {
        return error;
      }
    };
    const line = written((log) => log.error({ err: broken() }, 'a request failed'));
    expect(line).toContain('SyntaxError');
    expect(line).not.toContain('hidden');
  });

  it('a mistake of ours keeps its message and its place', () => {
    const line = written((log) => log.error({ err: new TypeError('nothing to read') }, 'a request failed'));
    expect(line).toContain('nothing to read');
    expect(line).toContain('log.test.ts');
  });
});
