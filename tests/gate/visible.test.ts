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
  it('on 60,000 random records × readers, by shipped and random rules, with names, leads and lapsed grants', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const extent = { records: 250, policies: 16, askersEach: 15, seed };
    const { decisions, permitted, disagreements } = await compareVisible(pool, database.superuserUrl, extent);
    expect([seed, disagreements.slice(0, 3)]).toEqual([seed, []]);
    expect(decisions).toBe(60_000);
    // A comparison of nothing but denials would prove little.
    expect(permitted).toBeGreaterThan(1_000);
  });
});
