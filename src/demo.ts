import type pg from 'pg';
import { cbcOnlyIdps, retiredIdps, waitingNames, waitingPeople } from '../db/sample/identity-providers.ts';
import { samplePeople } from '../db/sample/people.ts';
import { loadSample } from './cli/sample.ts';
import type { Config } from './config.ts';
import type { DemoIdps } from './dev/demo-idps.ts';
import type { Directory } from './gate/directory.ts';
import type { GateParts } from './gate/parts.ts';
import { loadSigningKey } from './identity/sp-keys.ts';

/** Where a demo IdP of an alias answers: on the portal's port, under another host name (CONTRACT, Demo IdPs). */
export function demoEntityId(port: number, alias: string): string {
  return `http://127.0.0.1:${port}/idp/${alias}`;
}

/** The demo identity providers; the module is loaded here only, and only for a demo database. */
export async function demoIdps(config: Config): Promise<DemoIdps> {
  const { createDemoIdps } = await import('./dev/demo-idps.ts');
  const { SAML_KEY_FILE: samlKeyFile, DATA_DIR: dataDir } = config;
  const { certificate } = await loadSigningKey({ samlKeyFile, dataDir, production: false });
  return createDemoIdps({
    baseUrl: config.BASE_URL,
    port: config.PORT,
    people: samplePeople,
    retired: retiredIdps,
    waiting: { names: waitingNames, people: waitingPeople },
    cbcOnly: cbcOnlyIdps,
    certificate,
    dataDir,
  });
}

const demoAddress = '^http://127\\.0\\.0\\.1:\\d+/';

/**
 * A demo may move to another port: its people keep their identity, since their IdPs moved with it. Before identity starts.
 * What two operators registered stays what they confirmed, at the port where it was.
 */
export async function followPort(pool: pg.Pool, port: number): Promise<void> {
  const here = `http://127.0.0.1:${port}/`;
  const registered = '(SELECT entity_id FROM identity_provider WHERE registration IS NOT NULL)';
  for (const [table, column] of [
    ['person', 'idp'],
    ['suspension', 'subject'],
    ['identity_provider', 'entity_id'],
  ])
    await pool.query(
      `UPDATE ${table} SET ${column} = regexp_replace(${column}, $1, $2) WHERE ${column} ~ $1 AND ${column} NOT IN ${registered}`,
      [demoAddress, here],
    );
}

/** Loads the sample conference into an empty demo database. Throws where an earlier start was ended in the middle of it. */
export async function ensureSample(config: Config, parts: GateParts, directory: Directory): Promise<void> {
  const { rows } = await parts.pool.query<{ begun: boolean; whole: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM agency) AS begun, EXISTS (SELECT 1 FROM sample_load) AS whole',
  );
  if (rows[0]?.whole) return;
  if (rows[0]?.begun) throw new Error(`the sample was not loaded to its end: ${startAnew(config)}`);
  await loadSample(parts, directory, (alias) => demoEntityId(config.PORT, alias));
}

/** The sample is fictional and the log of a demo proves nothing to anybody: nothing is lost with it. */
function startAnew({ DATA_DIR, DATABASE_URL }: Config): string {
  return DATABASE_URL
    ? 'an earlier start was interrupted. Give it an empty database'
    : `an earlier start was interrupted. Delete the folder ${DATA_DIR} and start again`;
}

const abilities: Record<string, string> = {
  'liaison-officer': 'reads, answers commitments, reports, shares',
  'conference-secretariat': 'reads and keeps the conference',
  'policy-administrator': 'administers policies, reads no content',
  auditor: 'reviews the access log, reads no content',
  'federation-operator': 'operates the federation, reads no content',
};

/** Who can sign in here and what each can do, for the terminal. */
export function demoPeopleLines(): string[] {
  return samplePeople.slice(0, 13).map(({ alias, agency, roles }) => {
    const [first] = roles;
    return `  ${alias.padEnd(8)} ${agency.padEnd(14)} ${abilities[first?.role ?? ''] ?? ''}`;
  });
}
