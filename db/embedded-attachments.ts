import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, ownIdentity } from './process-identity.ts';

/** Who uses the embedded server: one file for each user, which says which process that is. */
const folderOf = (dataDir: string) => join(dataDir, 'postgres.users');

/** Notes that this process uses the server; returns the name under which it lets go again. */
export function attach(dataDir: string): string {
  const name = `${process.pid}-${randomBytes(4).toString('hex')}`;
  mkdirSync(folderOf(dataDir), { recursive: true });
  writeFileSync(join(folderOf(dataDir), name), ownIdentity(), { mode: 0o600 });
  return name;
}

export function detach(dataDir: string, name: string): void {
  rmSync(join(folderOf(dataDir), name), { force: true });
}

function userOf(dataDir: string, name: string): string {
  try {
    return readFileSync(join(folderOf(dataDir), name), 'utf8');
  } catch {
    return '';
  }
}

/** True while any user's process lives; files of dead ones are cleared away. Call it under the lock. */
export function isInUse(dataDir: string): boolean {
  mkdirSync(folderOf(dataDir), { recursive: true });
  const names = readdirSync(folderOf(dataDir));
  const living = names.filter((name) => isAlive(userOf(dataDir, name)));
  for (const name of names) if (!living.includes(name)) detach(dataDir, name);
  return living.length > 0;
}
