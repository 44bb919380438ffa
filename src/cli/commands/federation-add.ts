import type { Command } from 'commander';
import { inTransaction } from '../../../db/transaction.ts';
import { insertApplication, nobody, type Prepared } from '../../gate/provider-application.ts';
import { readFederation } from '../../identity/federation-files.ts';
import { preparedFor } from '../../identity/provider-file.ts';
import { atDesk, consoleEntry, type Desk } from '../desk.ts';
import { Refused, type Terminal } from '../terminal.ts';

interface Options {
  reason: string;
}

async function file({ pool, audit }: Desk, prepared: Prepared, reason: string): Promise<number> {
  const { alias } = prepared.registration;
  const { number, ticket } = await inTransaction(pool, async (tx) => {
    const filed = await insertApplication(tx, prepared, { author: nobody, reason });
    if (filed === null)
      throw new Refused(
        `another application for ${alias} is under way: end that one first, under /federation/applications`,
      );
    const detail = { alias, application: filed, wider: prepared.wider.length };
    return { number: filed, ticket: await audit.appendIn(tx, [consoleEntry('federation.apply', detail)]) };
  });
  await audit.sequence(ticket);
  return number;
}

async function add(desk: Desk, folder: string, alias: string, reason: string): Promise<number> {
  const { registrations, problems } = await readFederation(folder);
  const own = problems.filter((one) => one.alias === alias);
  if (own.length > 0)
    throw new Refused(own.map(({ file: name, field, message }) => `${name} (${field}): ${message}`).join('\n'));
  const registration = registrations.find((one) => one.alias === alias);
  if (!registration) throw new Refused(`${folder} has no ${alias}.yaml`);
  const prepared = await preparedFor(desk.pool, registration);
  if (typeof prepared === 'string') throw new Refused(prepared);
  return file(desk, prepared, reason);
}

export function addFederationAdd(federation: Command, terminal: Terminal): void {
  federation
    .command('add')
    .argument('<DIR>', 'folder of <alias>.yaml files with their metadata')
    .argument('<alias>', 'which of them')
    .requiredOption('--reason <text>', 'why; operators read it first')
    .description(
      'apply for an identity provider; two operators decide in the portal, the console puts nothing into force',
    )
    .action(async (folder: string, alias: string, { reason }: Options) => {
      const number = await atDesk(terminal, 'federation add', (desk) => add(desk, folder, alias, reason));
      terminal.out(
        `applied for as ${number}: two operators decide in the portal, /federation/applications/${number}\n`,
      );
    });
}
