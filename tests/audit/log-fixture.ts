import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import type { AuditActor, AuditEntry, DisclosedRecord } from '../../audit/entry.ts';
import { type AuditSigner, signerOf } from '../../audit/signer.ts';
import { openDatabase } from '../../db/connect.ts';
import { createTestDatabase } from '../support/database.ts';

export const origin = 'audit.test.example';
export const agencies = ['AL-ASP', 'BA-GP', 'HR-MUP', 'INT-RCC', 'IT-DCSA', 'ME-UP', 'MK-MVR', 'RS-MUP', 'SI-GPU'];
export const arta = '01890000-0000-7000-8000-000000000001';
export const bojan = '01890000-0000-7000-8000-000000000002';
export const jelena = '01890000-0000-7000-8000-000000000003';
export const ivo = '01890000-0000-7000-8000-000000000004';
export const chiara = '01890000-0000-7000-8000-000000000005';

export interface LogFixture {
  owner: pg.Pool;
  pool: pg.Pool;
  portalUrl: string;
  ownerUrl: string;
  superuserUrl: string;
  signer: AuditSigner;
  /** A fresh path for an export. */
  folder(): string;
  close(): Promise<void>;
}

/** A migrated database with a few agencies and people, and a log's key. */
export async function openLogFixture(): Promise<LogFixture> {
  const database = await createTestDatabase();
  const owner = openDatabase(database.ownerUrl, { max: 4 });
  const portal = openDatabase(database.portalUrl, { max: 20 });
  const folders = mkdtempSync(join(tmpdir(), 'seguito-audit-'));
  let exports = 0;
  await addPeople(owner.pool);
  return {
    owner: owner.pool,
    pool: portal.pool,
    portalUrl: database.portalUrl,
    ownerUrl: database.ownerUrl,
    superuserUrl: database.superuserUrl,
    signer: newSigner(),
    folder: () => {
      exports += 1;
      return join(folders, String(exports));
    },
    close: async () => {
      await portal.close();
      await owner.close();
      await database.drop();
      rmSync(folders, { recursive: true, force: true });
    },
  };
}

export function newSigner(name = origin): AuditSigner {
  return signerOf(generateKeyPairSync('ed25519').privateKey, name);
}

async function addPeople(owner: pg.Pool): Promise<void> {
  await owner.query(
    `INSERT INTO participant (code, kind, names) VALUES ('XX', 'country', '{}') ON CONFLICT DO NOTHING`,
  );
  for (const code of agencies) {
    await owner.query(
      `INSERT INTO agency (code, participant, type, names) VALUES ($1, 'XX', 'police', '{}') ON CONFLICT DO NOTHING`,
      [code],
    );
  }
  await addAuditor(owner, jelena, 'ME-UP', 'agency');
  await addAuditor(owner, ivo, 'INT-RCC', 'all');
  await addPerson(owner, arta, 'AL-ASP');
}

async function addPerson(owner: pg.Pool, id: string, agency: string): Promise<void> {
  await owner.query(
    `INSERT INTO person (id, idp, subject_id, agency, name) VALUES ($1::uuid, 'idp', $1::text, $2, 'Somebody')`,
    [id, agency],
  );
}

async function addAuditor(owner: pg.Pool, id: string, agency: string, scope: string): Promise<void> {
  await addPerson(owner, id, agency);
  await owner.query(
    `INSERT INTO role_assignment (id, person, role, scope, granted_by) VALUES (gen_random_uuid(), $1, 'auditor', $2, 'test')`,
    [id, scope],
  );
}

export function actor(id: string, agency: string): AuditActor {
  return {
    id,
    name: `Name of ${id}`,
    agency,
    country: agency.slice(0, 2),
    idp: 'https://idp.example/',
    roles: ['liaison-officer'],
    assurance: 'mfa',
    session: 'session-handle',
    assertionId: '_assertion',
  };
}

export function record(id: string, originator: string): DisclosedRecord {
  return {
    type: 'follow-up-action',
    id,
    version: 2,
    originator,
    ref: `J7-P3-R04-A-${id}`,
    classification: 'OFFICIAL',
    tlp: 'AMBER',
    fields: ['title', 'description'],
  };
}

/** An officer of Albania reads these records of others. */
export function reading(records: DisclosedRecord[], more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    action: 'record.list',
    outcome: 'permit',
    actor: actor(arta, 'AL-ASP'),
    purpose: { code: 'INVESTIGATION', legalBasis: 'Law 1', reference: 'CASE-77', stated: true },
    disclosed: records,
    recipient: { agency: 'AL-ASP', country: 'AL', channel: 'page' },
    decision: { action: 'read', policyVersion: 1, policyHash: 'ab12', ruleIds: ['R1', 'R4'], obligations: [] },
    http: { method: 'GET', route: '/actions', status: 200, requestId: 'request-9' },
    net: { ip: '192.0.2.7', userAgentHash: 'ua' },
    ...more,
  };
}

/** The same officer changes a record, which is written in the change's own transaction. */
export function update(id: string): AuditEntry {
  return reading([], {
    action: 'record.update',
    resource: { type: 'follow-up-action', id, version: 3, originator: 'IT-DCSA' },
    change: { fields: ['percent'], before: { percent: 10 }, after: { percent: 20 } },
  });
}

/** Parts as the database puts them together (db/migrations/0009). */
export function storedParts(parts: readonly string[]): string {
  const members = parts.map((part) => {
    const [name, salt, value] = part.split('\t');
    return `"${name}":{"salt":"${salt}","value":${value}}`;
  });
  return `{${members.join(',')}}`;
}
