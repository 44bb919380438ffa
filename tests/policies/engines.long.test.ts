import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { compareEngines } from './agreement.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.ownerUrl, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('one decision, whoever computes it', () => {
  it('the predicate, CASL and PostgreSQL agree on a million random decisions', async () => {
    const client = await pool.connect();
    try {
      const seed = Math.floor(Math.random() * 2 ** 31);
      const result = await compareEngines(client, { policies: 500, askersEach: 8, resourcesEach: 260, seed });
      expect([seed, result.disagreements.slice(0, 3)]).toEqual([seed, []]);
      expect(result.decisions).toBe(1_040_000);
      // A comparison of nothing but denials would prove little.
      expect(result.permitted).toBeGreaterThan(20_000);
    } finally {
      client.release();
    }
  });
});
