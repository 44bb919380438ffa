import { type Command, Option } from 'commander';
import { inTransaction } from '../../../db/transaction.ts';
import { AppError } from '../../errors.ts';
import { nobody } from '../../gate/provider-application.ts';
import { type SuspensionKind, suspensionKinds } from '../../gate/registry-words.ts';
import { beginSuspension, targetOf, tellOriginators } from '../../gate/suspension.ts';
import type { Target } from '../../gate/suspension-store.ts';
import { atDesk, consoleEntry, type Desk } from '../desk.ts';
import { Refused, type Terminal } from '../terminal.ts';

interface Options {
  kind: SuspensionKind;
  reason: string;
}

async function found({ pool }: Desk, kind: SuspensionKind, name: string): Promise<Target> {
  return targetOf(pool, kind, name).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    throw new Refused(
      `${kind} ${name}: there is not exactly one that is active; \`portal federation list\` shows the providers`,
    );
  });
}

async function suspend(desk: Desk, name: string, { kind, reason }: Options): Promise<number> {
  const { pool, audit } = desk;
  const target = await found(desk, kind, name);
  const { id, sessions, ticket } = await inTransaction(pool, async (tx) => {
    const done = await beginSuspension(tx, target, nobody, reason);
    const detail = { kind, subject: target.subject.slice(0, 300), ended: done.sessions };
    return { ...done, ticket: await audit.appendIn(tx, [consoleEntry('suspension.begin', detail)]) };
  });
  await audit.sequence(ticket);
  await tellOriginators(pool, id, target);
  return sessions;
}

export function addFederationSuspend(federation: Command, terminal: Terminal): void {
  federation
    .command('suspend')
    .argument('<name>', 'alias of a provider, code of an agency, or subject-id of a person')
    .addOption(
      new Option('--kind <kind>', 'what the name means').choices([...suspensionKinds]).default('identity-provider'),
    )
    .requiredOption('--reason <text>', 'why; whoever decides about lifting it reads this')
    .description('shut somebody out at once; an operator lifts it in the portal, no console does')
    .action(async (name: string, options: Options) => {
      const ended = await atDesk(terminal, 'federation suspend', (desk) => suspend(desk, name, options));
      terminal.out(
        `${options.kind} ${name} is suspended, ${ended} sessions ended; operators lift it under /federation/suspensions\n`,
      );
    });
}
