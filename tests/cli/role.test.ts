import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/connect.ts';
import { openConsole, type TestConsole } from './console.ts';

const itIdp = 'https://idp.it.example/saml';
const hrIdp = 'https://idp.hr.example/saml';
let desk: TestConsole;

async function owner<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  const { pool, close } = openDatabase(desk.database.ownerUrl, { max: 1 });
  try {
    return (await pool.query(sql, values)).rows as T[];
  } finally {
    await close();
  }
}

/** Two agencies with an identity provider each, as the start of a portal with FEDERATION_DIR leaves them. */
async function addAgencies(): Promise<void> {
  for (const [country, code, entityId] of [
    ['IT', 'IT-SRI', itIdp],
    ['HR', 'HR-MUP', hrIdp],
  ]) {
    await owner("INSERT INTO participant (code, kind, names) VALUES ($1, 'country', '{}')", [country]);
    await owner("INSERT INTO agency (code, participant, type, names) VALUES ($1, $2, 'police', '{}')", [code, country]);
    await owner(
      `INSERT INTO identity_provider (entity_id, alias, participant, agencies, status, configuration) VALUES ($1, $2, $3, ARRAY[$4], 'ACTIVE', '{}')`,
      [entityId, country?.toLowerCase(), country, code],
    );
  }
}

const giulia = ['--idp', itIdp, '--subject', 'giulia@it.example', '--agency', 'IT-SRI'];
const hana = ['--idp', hrIdp, '--subject', 'hana@hr.example', '--agency', 'HR-MUP'];

const marko = ['--idp', hrIdp, '--subject', 'marko@hr.example', '--agency', 'HR-MUP'];

beforeAll(async () => {
  desk = await openConsole();
  await desk.portal('migrate');
  await addAgencies();
});
afterAll(() => desk.close());

const held = () =>
  owner<{ subject_id: string; role: string; granted_by: string; preregistered: boolean }>(
    'SELECT p.subject_id, r.role, r.granted_by, p.preregistered FROM role_assignment r JOIN person p ON p.id = r.person ORDER BY 1',
  );

describe('appointing at the console', () => {
  it('refuses an identity provider that nobody registered, an agency that it does not speak for, and an unknown role', async () => {
    const unknown = await desk.portal(
      'role',
      'grant',
      '--idp',
      'https://x',
      '--subject',
      'a',
      '--agency',
      'IT-SRI',
      '--role',
      'auditor',
    );
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('is not known here') });
    const foreign = await desk.portal(
      'role',
      'grant',
      '--idp',
      hrIdp,
      '--subject',
      'a',
      '--agency',
      'IT-SRI',
      '--role',
      'auditor',
    );
    expect(foreign).toMatchObject({ code: 1, err: expect.stringContaining('speaks for HR-MUP') });
    const role = await desk.portal('role', 'grant', ...giulia, '--role', 'king');
    expect(role).toMatchObject({ code: 2, err: expect.stringContaining('federation-operator') });
    expect(await held()).toEqual([]);
  });

  it('refuses two people of one agency, and a wide scope for anybody but an auditor', async () => {
    const same = await desk.portal('role', 'grant', ...giulia, ...giulia, '--role', 'federation-operator');
    expect(same).toMatchObject({ code: 1, err: expect.stringContaining('two agencies') });
    const wide = await desk.portal('role', 'grant', ...giulia, '--role', 'policy-administrator', '--scope', 'all');
    expect(wide).toMatchObject({ code: 1, err: expect.stringContaining('for auditors') });
    const half = await desk.portal('role', 'grant', ...giulia, '--subject', 'b', '--role', 'auditor');
    expect(half).toMatchObject({ code: 2, err: expect.stringContaining('each of them twice') });
    expect(await held()).toEqual([]);
  });

  it('appoints the first two administrators together, before they ever signed in', async () => {
    const said = await desk.portal('role', 'grant', ...giulia, ...hana, '--role', 'federation-operator');
    expect(said).toMatchObject({ code: 0, err: '' });
    const both = { role: 'federation-operator', granted_by: 'system:console', preregistered: true };
    expect(await held()).toEqual([
      { subject_id: 'giulia@it.example', ...both },
      { subject_id: 'hana@hr.example', ...both },
    ]);
  });

  it('appoints nobody afterwards: it proposes, signed by nobody, and two operators decide in the portal', async () => {
    const said = await desk.portal(
      'role',
      'grant',
      ...marko,
      '--role',
      'auditor',
      '--scope',
      'all',
      '--reason',
      'Elected',
    );
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('/federation/roles/changes/1') });
    const proposals = await owner('SELECT kind, role, scope, reason, state, author FROM role_change');
    expect(proposals).toEqual([
      { kind: 'grant', role: 'auditor', scope: 'all', reason: 'Elected', state: 'PROPOSED', author: null },
    ]);
    expect(await held()).toHaveLength(2);
    expect(await desk.portal('role', 'grant', ...marko, '--role', 'auditor')).toMatchObject({
      code: 1,
      err: expect.stringContaining('proposed already'),
    });
  });

  it('takes nothing away either: it proposes that', async () => {
    const said = await desk.portal('role', 'revoke', ...giulia, '--role', 'federation-operator', '--reason', 'Left');
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('two operators confirm') });
    expect(await held()).toHaveLength(2);
    const other = await desk.portal('role', 'revoke', ...giulia, '--role', 'auditor', '--reason', 'x');
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('does not hold') });
    const both = await desk.portal('role', 'grant', ...hana, '--role', 'policy-administrator');
    expect(both).toMatchObject({ code: 1, err: expect.stringContaining('excludes') });
  });

  it('appoints nobody when the control roles were taken back: they have been held', async () => {
    await owner('UPDATE role_assignment SET revoked_at = now()');
    expect(await desk.portal('role', 'grant', ...hana, '--role', 'auditor')).toMatchObject({
      code: 0,
      out: expect.stringContaining('proposed as'),
    });
    expect((await desk.portal('role', 'list')).out).toBe('');
  });

  it('leaves an entry for each appointment and for each proposal', async () => {
    const codesOf = async (action: string) => {
      const said = await desk.portal('audit', 'query', '--q', `action:${action}`);
      return said.out
        .trim()
        .split('\n')
        .map((line) => line.split(/ +/)[2]);
    };
    expect(await codesOf('role.grant')).toEqual(['FED01I', 'FED01I']);
    expect(await codesOf('role.propose')).toEqual(['FED31I', 'FED31I', 'FED31I']);
  });
});

describe('two consoles at once', () => {
  it('cannot both appoint the first administrator', async () => {
    const other = await openConsole();
    const before = desk;
    desk = other;
    try {
      await other.portal('migrate');
      await addAgencies();
      const grants = [giulia, hana].map((person) =>
        other.portal('role', 'grant', ...person, '--role', 'auditor', '--scope', 'all'),
      );
      const codes = (await Promise.all(grants)).map(({ code }) => code);
      // The second one only proposes.
      expect(codes).toEqual([0, 0]);
      expect(await held()).toHaveLength(1);
      expect(await owner('SELECT 1 FROM role_change')).toHaveLength(1);
    } finally {
      desk = before;
      await other.close();
    }
  });
});
