import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The account that the server runs as: ours, or `nobody` where we are root, because initdb refuses root. */
export interface Account {
  uid: number;
  gid: number;
}

/** Where the embedded server lives. */
export interface EmbeddedHome {
  /** The portal's own folder, absolute: secrets, lock, attachments. */
  dataDir: string;
  /** Folder of the server's account: binaries, data, log; mode 0700. */
  folder: string;
  data: string;
  log: string;
  account: Account;
}

function serverAccount(): Account {
  const uid = process.getuid?.() ?? -1;
  const gid = process.getgid?.() ?? -1;
  if (uid < 0) throw new Error('the embedded database runs on Linux and macOS; set DATABASE_URL on other systems');
  if (uid !== 0) return { uid, gid };
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}

/** True when every folder above may be passed by any account. */
function isOpenPath(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

function folderFor(dataDir: string): string {
  const pointer = join(dataDir, 'postgres.location');
  if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim();
  const beside = join(dataDir, 'postgres');
  if (process.getuid?.() !== 0 || isOpenPath(dataDir)) return beside;
  // A closed home (0700) shuts out the server's account: binaries and data then live in a folder of that account. Its
  // name is random: a data folder that was deleted and made again must not find the old data without its passwords.
  const folder = mkdtempSync('/var/lib/seguito-');
  writeFileSync(pointer, `${folder}\n`);
  return folder;
}

/** Prepares the folder of the server's account in the data folder, or elsewhere with a pointer. Call it under the lock. */
export function embeddedHome(dataDir: string): EmbeddedHome {
  const absolute = resolve(dataDir);
  mkdirSync(absolute, { recursive: true });
  const account = serverAccount();
  const folder = folderFor(absolute);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  if (process.getuid?.() === 0) chownSync(folder, account.uid, account.gid);
  return { dataDir: absolute, folder, data: join(folder, 'data'), log: join(folder, 'server.log'), account };
}
