import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { checkFederation } from '../../identity/aggregate-check.ts';
import type { Federation } from '../../identity/federation-files.ts';
import { CannotRun, printTable, Refused, type Terminal } from '../terminal.ts';

function folderOf(terminal: Terminal, named: string | undefined): string {
  const folder = named ?? terminal.env.FEDERATION_DIR;
  if (!folder) throw new CannotRun('name the folder, or set FEDERATION_DIR');
  if (!existsSync(folder)) throw new CannotRun(`no such folder: ${folder}`);
  return folder;
}

/** What the files themselves say is wrong, and whose trust has run out. */
function problemsOf(folder: string, { problems, registrations }: Federation): string[] {
  const ended = registrations.filter(({ trustedUntil }) => Date.parse(trustedUntil) <= Date.now());
  return [
    ...problems.map(({ file, field, message }) => `${join(folder, file)}${field && ` (${field})`}: ${message}`),
    ...ended.map(
      ({ alias, trustedUntil }) =>
        `${join(folder, `${alias}.yaml`)} (trustedUntil): ended at ${trustedUntil}; take in fresh metadata`,
    ),
  ];
}

export function addFederationCheck(federation: Command, terminal: Terminal): void {
  federation
    .command('check')
    .argument('[DIR]', 'folder of <alias>.yaml files with their metadata; FEDERATION_DIR unless named')
    .description(
      'read the files of identity providers, and aggregates at their addresses, and name every problem; asks no database',
    )
    .action(async (named: string | undefined) => {
      const folder = folderOf(terminal, named);
      const read = await checkFederation(folder);
      const problems = problemsOf(folder, read);
      printTable(
        terminal,
        read.registrations.map((one) => [
          one.alias,
          one.participant,
          one.agencies.join(','),
          `until ${one.trustedUntil}`,
          one.entityId,
        ]),
      );
      printTable(
        terminal,
        read.aggregates.map(({ name, validUntil, providers }) => [
          `aggregates/${name}`,
          `until ${validUntil}`,
          `${providers} identity providers in it`,
        ]),
      );
      if (problems.length > 0) throw new Refused(problems.join('\n'));
      terminal.out(`OK ${read.registrations.length} identity providers\n`);
    });
}
