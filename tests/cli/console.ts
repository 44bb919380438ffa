import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConsole } from '../../src/cli/program.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

export interface Said {
  code: 0 | 1 | 2;
  out: string;
  err: string;
}

export interface TestConsole {
  database: TestDatabase;
  /** An empty folder of this test. */
  folder: string;
  env: Record<string, string>;
  /** Runs `portal <args>` and returns what it said. */
  portal(...args: string[]): Promise<Said>;
  close(): Promise<void>;
}

/** Runs one command with an environment of the test's own. */
export async function runWith(env: Record<string, string | undefined>, ...args: string[]): Promise<Said> {
  const said = { out: '', err: '' };
  const code = await runConsole(args, {
    env,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  return { code, ...said };
}

/** A console on a migrated, empty demo database. */
export async function openConsole(): Promise<TestConsole> {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'seguito-cli-'));
  const env = {
    DATABASE_URL: database.portalUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DEMO: '1',
    DATA_DIR: join(folder, 'data'),
  };
  return {
    database,
    folder,
    env,
    portal: (...args) => runWith(env, ...args),
    close: async () => {
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
