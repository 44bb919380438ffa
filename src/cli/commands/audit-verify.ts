import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { checkpointOnce, LogForked } from '../../../audit/checkpoint.ts';
import { VerificationFailure } from '../../../audit/verify/failure.ts';
import { verdictText } from '../../../audit/verify/verdict-text.ts';
import { verifyBundle } from '../../../audit/verify/verify-bundle.ts';
import { type DatabaseVerdict, type FoundProblem, verifyDatabase } from '../../../audit/verify-database.ts';
import { atDesk, consoleEntry, type Desk } from '../desk.ts';
import { CannotRun, Refused, type Terminal } from '../terminal.ts';

interface Options {
  key?: string;
  database?: true;
  erased: boolean;
}

async function verifyFolder(terminal: Terminal, folder: string, { key, erased }: Options): Promise<void> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new CannotRun(`no such folder: ${folder}`);
  try {
    terminal.out(verdictText(await verifyBundle(folder, key, { noErased: !erased }), key !== undefined));
  } catch (error) {
    if (error instanceof VerificationFailure) throw new Refused(`${error.line}\n${error.message}`);
    throw error;
  }
}

async function verifyStored({ pool, audit, signer }: Desk): Promise<DatabaseVerdict> {
  // With no portal running, nobody has signed the last entries; a log that cannot be signed is named by the check itself.
  await checkpointOnce(pool, signer).catch((error: unknown) => {
    if (!(error instanceof LogForked)) throw error;
  });
  const verdict = await verifyDatabase({ pool, vkey: signer.vkey });
  const first = verdict.problems.find(({ index }) => index !== null)?.index;
  const place = first === undefined || first === null ? {} : { index: first };
  const detail = { entries: verdict.entries, verdict: verdict.good ? 'intact' : 'broken', ...place };
  await audit.append(consoleEntry('audit.verify', detail));
  return verdict;
}

/** As in an export: the place of a fault, or where hashes cannot tell more, the entries among which it lies. */
function lineOf({ code, index, until }: FoundProblem): string {
  if (index === null) return `FAIL ${code}`;
  return until === undefined || until === index
    ? `FAIL ${code} index=${index}`
    : `FAIL ${code} between index=${index} and index=${until}`;
}

async function verifyHere(terminal: Terminal): Promise<void> {
  const { good, entries, checkpoint, problems } = await atDesk(terminal, 'audit verify --database', verifyStored);
  if (!good)
    throw new Refused(
      `${problems.map(lineOf).join('\n')}\nthe stored log is not what was written: keep the database as it is and call the auditors`,
    );
  terminal.out(`OK ${entries} entries hashed again where they lie, the signed checkpoint covers ${checkpoint ?? 0}\n`);
}

export function addAuditVerify(audit: Command, terminal: Terminal): void {
  audit
    .command('verify')
    .argument('[DIR]', 'an export')
    .option('--key <VKEY>', 'the key that you know of this log, as key.pub holds it; else the export’s own')
    .option('--no-erased', 'refuse an export in which an entry is only a hash')
    .option('--database', 'hash the entries of the database again where they lie')
    .description('verify an export without database or network, or the log in the database')
    .addHelpText(
      'after',
      '\nExit 0: it verifies. 1: it does not, and the first failure is named. 2: it could not be checked.',
    )
    .action(async (folder: string | undefined, options: Options) => {
      if ((folder === undefined) === (options.database === undefined))
        throw new CannotRun('name the folder of an export, or --database');
      await (folder === undefined ? verifyHere(terminal) : verifyFolder(terminal, folder, options));
    });
}
