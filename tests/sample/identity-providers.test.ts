import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleAgencies } from '../../db/sample/agencies.ts';
import { cbcOnlyIdps, retiredIdps } from '../../db/sample/identity-providers.ts';
import { samplePeople } from '../../db/sample/people.ts';
import { createDemoIdps, type DemoIdps } from '../../src/dev/demo-idps.ts';
import { loadSigningKey } from '../../src/identity/sp-keys.ts';

let folder: string;
let idps: DemoIdps;
const registration = (alias: string) => idps.registrations.find((one) => one.alias === alias);
const endsAt = (pem: string) => Date.parse(new X509Certificate(pem).validTo);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seguito-idps-'));
  idps = await createDemoIdps({
    baseUrl: 'http://localhost:3000',
    port: 3000,
    people: samplePeople,
    retired: retiredIdps,
    cbcOnly: cbcOnlyIdps,
    certificate: (await loadSigningKey({ dataDir: folder, production: false })).certificate,
    dataDir: folder,
  });
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the demo identity providers of the sample', () => {
  it('are five or more, and one of them is shared by two agencies', () => {
    expect(idps.registrations.length).toBeGreaterThanOrEqual(5);
    expect(registration('it')?.agencies).toEqual(['IT-DCSA', 'IT-SRI']);
  });

  it('include one whose certificate has run out, so that trust in it has ended and nobody is known there', () => {
    for (const { alias, agencies, participant } of retiredIdps) {
      const retired = registration(alias);
      expect(Date.parse(retired?.trustedUntil ?? '')).toBeLessThan(Date.now());
      expect(endsAt(retired?.certificates[0] ?? '')).toBe(Date.parse(retired?.trustedUntil ?? ''));
      expect(samplePeople.map(({ idpAlias }) => idpAlias)).not.toContain(alias);
      for (const code of agencies) {
        expect(sampleAgencies.find((agency) => agency.code === code)?.participant).toBe(participant);
      }
    }
  });

  it('include one that speaks only CBC, behind the switch that all others have off', () => {
    const allowed = idps.registrations.filter(({ allowCbc }) => allowCbc).map(({ alias }) => alias);
    expect(allowed).toEqual([...cbcOnlyIdps]);
    expect(allowed).toHaveLength(1);
  });

  it('are otherwise trusted for years', () => {
    const retired = retiredIdps.map(({ alias }) => alias);
    for (const { alias, trustedUntil } of idps.registrations) {
      if (!retired.includes(alias))
        expect(Date.parse(trustedUntil)).toBeGreaterThan(Date.now() + 365 * 24 * 3600 * 1000);
    }
  });
});
