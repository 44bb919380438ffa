import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointOnce } from '../../audit/checkpoint.ts';
import { logState } from '../../audit/query.ts';
import { verifyDatabase } from '../../audit/verify-database.ts';
import { type LogFixture, openLogFixture } from './log-fixture.ts';

let fixture: LogFixture;
beforeAll(async () => {
  fixture = await openLogFixture();
});
afterAll(() => fixture.close());

/** Runs a portal until it has answered some requests, kills it without warning, and gives back what it had answered. */
async function runAndKill(answers: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'append-child.ts'), fixture.portalUrl],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.length > answers * 45) child.kill('SIGKILL');
  });
  await once(child, 'close');
  // The last line may be torn: then its answer was not given.
  return text.split('\n').slice(0, -1);
}

async function waitUntilIdle(): Promise<void> {
  let size = -1;
  for (let now = (await logState(fixture.pool)).size; now !== size; now = (await logState(fixture.pool)).size) {
    size = now;
    await sleep(300);
  }
}

describe('a portal killed in the middle of its work', () => {
  it('has every answered entry in a log without gaps, round after round', async () => {
    for (let round = 0; round < 3; round += 1) {
      const answered = await runAndKill(300 + 217 * round);
      expect(answered.length).toBeGreaterThan(299);
      await waitUntilIdle();
      const { rows } = await fixture.owner.query<{ count: number }>(
        'SELECT count(*) FROM audit_leaf WHERE leaf_hash = ANY ($1)',
        [answered.map((hash) => Buffer.from(hash, 'base64'))],
      );
      expect(Number(rows[0]?.count)).toBe(answered.length);
      // What was committed but not sequenced gets its place from whoever is alive.
      await fixture.pool.query('SELECT audit_sweep(1000)');
      expect((await logState(fixture.pool)).pending).toBe(0);
      const checkpoint = await checkpointOnce(fixture.pool, fixture.signer);
      const verdict = await verifyDatabase({ pool: fixture.pool, vkey: fixture.signer.vkey });
      expect(verdict).toMatchObject({ good: true, problems: [], entries: checkpoint.size });
    }
  }, 60_000);
});
