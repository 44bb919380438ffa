import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import type pg from 'pg';
import type { AuditLog } from '../../audit/append.ts';
import type { AuditEntry } from '../../audit/entry.ts';
import type { AuditAction, DetailOf } from '../../audit/events.ts';
import type { AuditSigner } from '../../audit/signer.ts';
import { openDatabase } from '../../db/connect.ts';
import type { InstallationKind } from '../../db/installation.ts';
import { type OpenLog, openAuditLog } from '../audit-log.ts';
import { type Config, loadConfig } from '../config.ts';
import { systemEntry } from '../gate/system-entry.ts';
import { openStore, withOwner } from '../store.ts';
import { CannotRun, type Terminal } from './terminal.ts';

/** What a console command works with: the database by the portal's role, and the log that tells of it. */
export interface Desk {
  config: Config;
  kind: InstallationKind;
  pool: pg.Pool;
  audit: AuditLog;
  signer: AuditSigner;
}

/** The account of the operating system that runs the command; a container may have a number without a name. */
function account(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** An entry of the console, which is nobody's person. */
export function consoleEntry<A extends AuditAction>(
  action: A,
  detail: DetailOf<A>,
  outcome: AuditEntry['outcome'] = 'permit',
): AuditEntry {
  return systemEntry(action, 'system:console', {
    outcome,
    detail,
    recipient: { agency: '', country: '', channel: 'cli' },
  });
}

/** The log as a console writes to it. */
export function openLog(config: Config, pool: pg.Pool): Promise<OpenLog> {
  return openAuditLog(config, pool, `console-${randomUUID().slice(0, 8)}`);
}

/** Every console command that touches data is an entry, durable before the command does anything (THREATS 13). */
export async function noteCommand(audit: AuditLog, command: string): Promise<void> {
  await audit.append(consoleEntry('console.command', { command, account: account() }));
}

/** A mistyped DATA_DIR must not make a new database that then says: nothing here. */
function demandDatabase({ DATABASE_URL, DATA_DIR }: Config): void {
  if (DATABASE_URL || existsSync(DATA_DIR)) return;
  throw new CannotRun(`there is no database in ${DATA_DIR}: set DATA_DIR or DATABASE_URL, or start the portal once`);
}

/** Heads of everybody's entries, which the portal's role may not read: the owner of the log may. */
export function asOwner<T>(config: Config, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  return withOwner(config, async (ownerUrl) => {
    const owner = openDatabase(ownerUrl, { max: 4, applicationName: 'seguito-owner' });
    try {
      return await work(owner.pool);
    } finally {
      await owner.close();
    }
  });
}

/** Opens database and log, notes the command, works, and closes both whatever happens. */
export async function atDesk<T>(
  terminal: Terminal,
  command: string,
  work: (desk: Desk) => Promise<T>,
  options: { create?: boolean } = {},
): Promise<T> {
  const config = loadConfig(terminal.env);
  if (!options.create) demandDatabase(config);
  const store = await openStore(config);
  try {
    const { pool } = store.database;
    const { audit, signer } = await openLog(config, pool);
    try {
      await noteCommand(audit, command);
      return await work({ config, kind: store.kind, pool, audit, signer });
    } finally {
      await audit.close();
    }
  } finally {
    await store.close();
  }
}
