import type pg from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ClassRegistry } from '../../src/gate/class-registry.ts';
import { PolicyStore } from '../../src/gate/policy-store.ts';
import { SightCache } from '../../src/gate/sight.ts';
import type { SignedIn } from '../../src/gate/signed-in.ts';
import { signedIn } from '../features/signed-in.ts';
import { shippedFiles } from '../policies/shipped.ts';

// A rule that only a fresh sign-in meets, beside the shipped ones.
const fresh = `version: 1
rules:
  - id: TEST-FRESH
    describe: An officer who has just signed in comments on agencies
    effect: permit
    actions: [comment]
    resources: [agency]
    subject: { roles: { $overlaps: [liaison-officer] } }
    requires: [recent]
`;

let sights: SightCache;
beforeAll(async () => {
  const documents = [...shippedFiles('rules'), { name: 'test.yaml', text: fresh }];
  const pool = { query: async () => ({ rows: [{ epoch: 1, version: 1, documents }] }) } as unknown as pg.Pool;
  const policies = new PolicyStore(pool);
  await policies.refresh();
  sights = new SightCache(policies, new ClassRegistry(pool));
});

const officer = signedIn();
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const comments = (person: SignedIn) => sights.of(person).decide('comment', { type: 'agency' });

describe('what a person’s next request need not work out again', () => {
  it('is never a decision that looks at the moment: a fresh sign-in counts for 15 minutes, not for the session', () => {
    const early = { ...officer, authenticatedAt: ago(10) };
    expect(comments(early).effect).toBe('permit');
    expect(comments({ ...early, authenticatedAt: ago(901) })).toMatchObject({ effect: 'deny', requires: ['recent'] });
    expect(comments(early).effect).toBe('permit');
  });

  it('is not kept past the end of a clearance or of a first day, in the same session', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-23T10:00:00Z') });
    const person: SignedIn = {
      ...officer,
      clearance: 'RESTRICTED',
      clearanceUntil: '2026-11-23T10:00:30.000Z',
      heldUntil: '2026-11-23T10:00:10.000Z',
    };
    const standing = () => {
      const { subject, ownAgency } = sights.of(person);
      return [subject.clearance, ownAgency];
    };
    expect(standing()).toEqual(['OFFICIAL', null]);
    vi.setSystemTime(Date.parse(person.heldUntil ?? ''));
    expect(standing()).toEqual(['RESTRICTED', person.agency]);
    expect(standing()).toEqual(['RESTRICTED', person.agency]);
    vi.setSystemTime(Date.parse(person.clearanceUntil ?? ''));
    expect(standing()).toEqual(['OFFICIAL', person.agency]);
    vi.useRealTimers();
  });

  it('is gone with a role, a clearance or a purpose', () => {
    const mayRead = (person: SignedIn) => sights.of(person).mayEver('read', 'follow-up-action');
    expect(mayRead(officer)).toBe(true);
    expect(mayRead({ ...officer, roles: [] })).toBe(false);
    expect(mayRead({ ...officer, roles: [...officer.roles, 'auditor'] })).toBe(false);
    expect(mayRead({ ...officer, idpStatus: 'SUSPENDED' })).toBe(false);
    expect(mayRead(officer)).toBe(true);
  });
});
