import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuditLog } from '../../audit/append.ts';
import { checkpointOnce } from '../../audit/checkpoint.ts';
import { exportLog } from '../../audit/export.ts';
import type { AuditViewer } from '../../audit/redact.ts';
import { VerificationFailure } from '../../audit/verify/failure.ts';
import { verifyBundle } from '../../audit/verify/verify-bundle.ts';
import { ivo, jelena, type LogFixture, openLogFixture, reading, record } from './log-fixture.ts';

export const wholeLog: AuditViewer = { person: ivo, agency: 'INT-RCC', scope: 'all' };
export const ownLog: AuditViewer = { person: jelena, agency: 'ME-UP', scope: 'agency' };

export interface BundleFixture extends LogFixture {
  /** An export of 300 entries that continues a checkpoint of 120. */
  whole: string;
  /** A copy of an export in which something was changed. */
  tampered(change: (lines: string[], dir: string) => void, from?: string): string;
}

export async function openBundleFixture(): Promise<BundleFixture> {
  const fixture = await openLogFixture();
  const work = mkdtempSync(join(tmpdir(), 'seguito-bundle-'));
  await write300(fixture);
  const whole = fixture.folder();
  await exportLog({ pool: fixture.pool, outDir: whole, vkey: fixture.signer.vkey, viewer: wholeLog, since: 120 });
  let copies = 0;
  return {
    ...fixture,
    whole,
    tampered: (change, from = whole) => {
      copies += 1;
      const dir = join(work, String(copies));
      copyChanged(from, dir, change);
      return dir;
    },
    close: async () => {
      rmSync(work, { recursive: true, force: true });
      await fixture.close();
    },
  };
}

async function write300({ pool, signer }: LogFixture): Promise<void> {
  const log = createAuditLog({ pool, signer, instance: 'one' });
  const codes = ['IT-DCSA', 'ME-UP', 'INT-RCC', 'RS-MUP'];
  for (let i = 0; i < 300; i += 1) {
    if (i === 120) await checkpointOnce(pool, signer);
    // A control character, so that an escape stands in the export; and letters of two scripts.
    const purpose = { code: 'POLICY', legalBasis: 'Закон \u001f č', reference: `ref ${i}`, stated: true };
    await log.append(reading([record(`r${i}`, codes[i % 4] ?? '')], { purpose }));
  }
  await log.close();
  await checkpointOnce(pool, signer);
}

function copyChanged(from: string, dir: string, change: (lines: string[], dir: string) => void): void {
  cpSync(from, dir, { recursive: true });
  const file = join(dir, 'entries.ndjson');
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  change(lines, dir);
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
}

/** `OK`, or what the checker would print. */
export async function failure(dir: string, key?: string): Promise<string> {
  try {
    await verifyBundle(dir, key);
    return 'OK';
  } catch (error) {
    if (error instanceof VerificationFailure) return error.line;
    throw error;
  }
}
