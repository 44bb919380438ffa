import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { compareVisible } from './visible.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.portalUrl, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('a list shows what each single record would say', () => {
  it('on 1,000,000 random records × readers', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const extent = { records: 1_000, policies: 40, askersEach: 25, seed };
    const { decisions, disagreements } = await compareVisible(pool, database.superuserUrl, extent);
    expect([seed, disagreements.slice(0, 3)]).toEqual([seed, []]);
    expect(decisions).toBe(1_000_000);
  });
});
