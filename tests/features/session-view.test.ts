import { describe, expect, it } from 'vitest';
import { clearanceLimit } from '../../src/features/profile/view-profile.ts';
import { sessionOutput, sessionView } from '../../src/features/session/session-view.ts';
import type { SignedIn } from '../../src/gate/signed-in.ts';
import { signedIn, someTime } from './signed-in.ts';

const yesterday = '2026-11-22T23:59:59Z';
const tomorrow = '2026-11-24T09:00:00Z';

describe('what a browser or a program learns of its own session', () => {
  it('nobody is signed in: not a word more', () => expect(sessionView(null)).toEqual({ authenticated: false }));

  it('the person as decisions see them, in the words of the contract', () => {
    const view = sessionView(signedIn(), someTime);
    expect(view).toEqual({
      authenticated: true,
      csrfToken: 'token',
      person: {
        id: '01930000-0000-7000-8000-000000000001',
        subject: 'arta@asp.example',
        idp: 'https://idp.asp.example',
        agency: 'AL-ASP',
        country: 'AL',
        roles: ['liaison-officer'],
        clearance: 'RESTRICTED',
        mfa: true,
        purpose: null,
        expiresAt: '2026-11-23T21:00:00Z',
      },
    });
    expect(sessionOutput.parse(view)).toEqual(view);
  });

  it('neither the handle that the log knows nor the assertion is in it', () => {
    expect(JSON.stringify(sessionView(signedIn(), someTime))).not.toMatch(/7d3c0000|_a1/);
  });

  const lowered: [string, Partial<SignedIn>, string][] = [
    ['ended yesterday', { clearanceUntil: yesterday }, 'expired'],
    ['came without a date', { clearanceUntil: null }, 'undated'],
    ['belongs to a person whom nobody announced', { heldUntil: tomorrow }, 'held'],
  ];
  it.each(lowered)('a clearance that %s counts as OFFICIAL, and the profile says why', (_what, changes, limit) => {
    const person = signedIn(changes);
    expect(sessionView(person, someTime)).toMatchObject({ person: { clearance: 'OFFICIAL' } });
    expect(clearanceLimit(person, someTime)).toBe(limit);
  });

  it('a clearance that counts in full needs no explanation', () => {
    expect(clearanceLimit(signedIn(), someTime)).toBeNull();
    expect(clearanceLimit(signedIn({ clearance: 'OFFICIAL', clearanceUntil: null }), someTime)).toBeNull();
  });

  it('a password alone is no multi-factor sign-in', () => {
    expect(sessionView(signedIn({ assurance: 'basic' }), someTime)).toMatchObject({ person: { mfa: false } });
  });
});
