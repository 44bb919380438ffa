import fc from 'fast-check';
import { expect } from 'vitest';
import { signedResponse } from '../../src/dev/saml-response.ts';
import { Browser } from '../identity/browser.ts';
import { begin, deliver, honestParts, startPortal, type TestPortal, whoami } from '../identity/portal.ts';
import { type Mutation, mutations } from './hostile/mutate.ts';

const chiara = {
  name: 'Chiara Valdesi',
  agency: 'IT-DCSA',
  country: 'IT',
  roles: ['liaison-officer'],
  assurance: 'mfa',
};

/** Whether the changed answer signed somebody in; throws unless that is chiara, as she is, or it was refused with 4xx. */
async function tryOne(portal: TestPortal, mutate: Mutation): Promise<'changed' | 'refused' | 'accepted'> {
  const browser = new Browser();
  const begun = await begin(portal, browser, 'it');
  const honest = signedResponse(honestParts(portal, 'chiara', begun), portal.idp('it').key);
  const xml = mutate(honest);
  const response = await deliver(portal, browser, xml, begun.relayState);
  if (response.status === 303) {
    expect(await whoami(portal, browser)).toMatchObject(chiara);
    return 'accepted';
  }
  expect([response.status >= 400 && response.status < 500, browser.cookie('__Host-seguito')]).toEqual([
    true,
    undefined,
  ]);
  return xml === honest ? 'changed' : 'refused';
}

/** Sends so many honest answers, each changed at random: none signs in as anybody else, or as more than she is. */
export async function expectNobodyElse(count: number, seed: number): Promise<void> {
  const portal = await startPortal();
  const outcomes = { changed: 0, refused: 0, accepted: 0 };
  try {
    await fc.assert(
      fc.asyncProperty(mutations, async (mutate) => {
        outcomes[await tryOne(portal, mutate)] += 1;
      }),
      { numRuns: count, seed },
    );
    const { rows } = await portal.owner.query('SELECT subject_id, agency FROM person');
    expect(rows).toEqual([{ subject_id: 'chiara@it.example', agency: 'IT-DCSA' }]);
    const { rows: roles } = await portal.owner.query('SELECT DISTINCT role FROM role_assignment');
    expect(roles).toEqual([{ role: 'liaison-officer' }]);
    // Most changes must strike something, else nothing was tried.
    expect(outcomes.refused).toBeGreaterThan(count * 0.7);
    expect(outcomes.accepted).toBeGreaterThan(0);
  } finally {
    await portal.close();
  }
}
