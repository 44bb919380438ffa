import type { SignedIn } from '../../src/gate/signed-in.ts';

export const someTime = Date.parse('2026-11-23T10:00:00Z');

/** An officer of the Albanian State Police, cleared for RESTRICTED until the end of the year. */
export function signedIn(changes: Partial<SignedIn> = {}): SignedIn {
  return {
    session: '7d3c0000-0000-4000-8000-000000000001',
    person: '01930000-0000-7000-8000-000000000001',
    subjectId: 'arta@asp.example',
    name: 'Arta Hoxha',
    language: 'en',
    idp: 'https://idp.asp.example',
    idpAlias: 'al-asp',
    idpStatus: 'ACTIVE',
    assertionId: '_a1',
    agency: 'AL-ASP',
    country: 'AL',
    agencyType: 'police',
    communities: ['J7-P3'],
    clearance: 'RESTRICTED',
    clearanceUntil: '2026-12-31T23:59:59Z',
    heldUntil: null,
    roles: ['liaison-officer'],
    auditScope: null,
    assurance: 'mfa',
    purposes: ['INVESTIGATION', 'POLICY'],
    purpose: null,
    csrfToken: 'token',
    signedInAt: '2026-11-23T09:00:00Z',
    authenticatedAt: '2026-11-23T09:00:00Z',
    expiresAt: '2026-11-23T21:00:00Z',
    ...changes,
  };
}
