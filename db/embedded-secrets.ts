import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What connects to the embedded server; kept in a 0600 file of the portal's own account. */
export interface Secrets {
  port: number;
  superuser: string;
  owner: string;
  portal: string;
}

const fileIn = (dataDir: string) => join(dataDir, 'postgres.json');

/** Written beside and renamed: a power failure leaves the old file or the new one, never half of one. */
export function saveSecrets(dataDir: string, secrets: Secrets): void {
  const draft = `${fileIn(dataDir)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(secrets), { mode: 0o600, flush: true });
  renameSync(draft, fileIn(dataDir));
}

/** The passwords and the last port; random ones, saved at once, where there are none. */
export function readSecrets(dataDir: string): Secrets {
  const file = fileIn(dataDir);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const password = () => randomBytes(24).toString('base64url');
  const secrets = { port: 0, superuser: password(), owner: password(), portal: password() };
  saveSecrets(dataDir, secrets);
  return secrets;
}

/** A connection string of one of the three roles. */
export function urlOf(role: 'superuser' | 'owner' | 'portal', secrets: Secrets, database: string): string {
  const names = { superuser: 'postgres', owner: 'seguito_owner', portal: 'seguito_portal' };
  return `postgres://${names[role]}:${secrets[role]}@127.0.0.1:${secrets.port}/${database}`;
}
