import { statSync } from 'node:fs';
import { argv, exit, stderr, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import { VerificationFailure } from './failure.ts';
import { verdictText } from './verdict-text.ts';
import { verifyBundle } from './verify-bundle.ts';

const usage = `usage: verify DIR [--key VKEY] [--no-erased]
Checks an export of the audit log without database or network.
Exit 0: it verifies. 1: it does not, and the first failure is named. 2: it could not be checked.
Entries of which only the hash is there are told; with --no-erased they are a failure.
`;

interface Arguments {
  dir: string;
  key: string | undefined;
  noErased: boolean;
}

function readArguments(given: readonly string[]): Arguments | null {
  const rest = given.filter((one) => one !== '--no-erased');
  const noErased = rest.length < given.length;
  const at = rest.indexOf('--key');
  const [, key] = at < 0 ? [] : rest.splice(at, 2);
  const [dir, ...more] = rest;
  if (dir === undefined || dir.startsWith('-') || more.length > 0 || (at >= 0 && key === undefined)) return null;
  return { dir, key, noErased };
}

/** The stand-alone checker. Returns the exit code: 0 verifies, 1 does not, 2 could not be checked. */
export async function main(given: readonly string[], out = stdout, err = stderr): Promise<0 | 1 | 2> {
  const wanted = readArguments(given);
  if (wanted === null || !isFolder(wanted.dir)) {
    err.write(wanted === null ? usage : `no such folder: ${wanted.dir}\n`);
    return 2;
  }
  try {
    const { dir, key, noErased } = wanted;
    out.write(verdictText(await verifyBundle(dir, key, { noErased }), key !== undefined));
    return 0;
  } catch (error) {
    if (error instanceof VerificationFailure) {
      out.write(`${error.line}\n`);
      err.write(`${error.message}\n`);
      return 1;
    }
    err.write(`could not be checked: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) exit(await main(argv.slice(2)));
