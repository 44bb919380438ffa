import type { Command } from 'commander';
import { openDatabase } from '../../../db/connect.ts';
import { settleInstallation } from '../../../db/installation.ts';
import { migrate } from '../../../db/migrate.ts';
import { type Config, loadConfig } from '../../config.ts';
import { withOwner } from '../../store.ts';
import { noteCommand, openLog } from '../desk.ts';
import type { Terminal } from '../terminal.ts';

/** Brings the schema up to date as the owner, settles what kind of database it is, and notes both in its log. */
async function migrateAs(config: Config, ownerUrl: string): Promise<{ applied: string[]; kind: string }> {
  const { applied } = await migrate(ownerUrl);
  const owner = openDatabase(ownerUrl, { max: 4, applicationName: 'seguito-owner' });
  try {
    const kind = await settleInstallation(owner.pool, config.DEMO ? 'demo' : 'live');
    const { audit } = await openLog(config, owner.pool);
    try {
      await noteCommand(audit, 'migrate');
    } finally {
      await audit.close();
    }
    return { applied, kind };
  } finally {
    await owner.close();
  }
}

export function addMigrate(program: Command, terminal: Terminal): void {
  program
    .command('migrate')
    .description('bring the database up to this version, as the owner (DATABASE_OWNER_URL, else the embedded database)')
    .addHelpText(
      'after',
      '\nThe first run also settles, for ever, whether the database is live (NODE_ENV=production) or a demo (DEMO=1).',
    )
    .action(async () => {
      const config = loadConfig(terminal.env);
      const { applied, kind } = await withOwner(config, (ownerUrl) => migrateAs(config, ownerUrl));
      for (const name of applied) terminal.out(`applied ${name}\n`);
      terminal.out(`the ${kind} database is up to date${applied.length === 0 ? ', nothing was to be done' : ''}\n`);
    });
}
