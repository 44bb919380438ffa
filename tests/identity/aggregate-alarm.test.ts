import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAuditLog } from '../../audit/append.ts';
import { settleAlarms } from '../../src/identity/aggregate-alarm.ts';
import { type LogFixture, openLogFixture } from '../audit/log-fixture.ts';

let fixture: LogFixture;
beforeAll(async () => {
  fixture = await openLogFixture();
});
afterAll(() => fixture.close());

it('an alarm is an entry of the portal’s own in the audit log, one of all instances', async () => {
  const { pool, owner, signer } = fixture;
  await pool.query(
    "INSERT INTO metadata_aggregate (name, known_since, next_at) VALUES ('rcc', now() - interval '3 days', now())",
  );
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const logs = ['one', 'two'].map((instance) => createAuditLog({ pool, signer, instance }));
  await Promise.all(logs.map((audit) => settleAlarms({ pool, audit, log }, ['rcc'], Date.now())));
  await Promise.all(logs.map((audit) => audit.close()));
  const { rows } = await owner.query(
    "SELECT action, outcome, parts::json #> '{http,value,detail}' AS detail FROM audit_body WHERE action LIKE 'federation%'",
  );
  expect(rows).toEqual([
    {
      action: 'federation.aggregate',
      outcome: 'permit',
      detail: { aggregate: 'rcc', alarm: 'begins', lastGood: 'never' },
    },
  ]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('48 hours without a good refresh');
});

it('of an aggregate the portal’s role can forget nothing', async () => {
  await expect(fixture.pool.query('DELETE FROM metadata_aggregate')).rejects.toThrow(/permission denied/);
  await expect(fixture.pool.query('TRUNCATE metadata_aggregate')).rejects.toThrow(/permission denied/);
});
