import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder for a portal's data. It may be passed by any account, so that the embedded server's data lies in it too,
 * nothing is left elsewhere, and every process of it names the folder on its command line.
 */
export function faultFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'seguito-fault-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}
