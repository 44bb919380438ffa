import { rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AggregateParts } from './aggregate-signer.ts';
import { aggregateXml, entityXml, inDays, signedAggregate, signXml } from './aggregate-signer.ts';
import { type AggregateWorld, openWorld } from './aggregate-world.ts';
import type { TestPortal } from './portal.ts';

let world: AggregateWorld;
const opened: TestPortal[] = [];
beforeEach(async () => {
  world = await openWorld((key, idp) => signedAggregate({ entities: [entityXml(idp)], published: inDays(-1) }, key));
});
afterEach(async () => {
  for (const portal of opened.splice(0)) await portal.close();
  await world.close();
});

const publish = (key: 'idp' | 'nextIdp', parts: Partial<AggregateParts> = {}) => {
  world.publisher.document = signedAggregate({ entities: [entityXml(world[key])], ...parts }, world.key);
};

async function sibling(): Promise<TestPortal> {
  const portal = await world.portal.sibling();
  opened.push(portal);
  return portal;
}

/** An hour and a half later. */
async function later(): Promise<void> {
  world.hours += 1.5;
  await world.round();
}

const problem = async () =>
  (await world.portal.pool.query('SELECT problem FROM metadata_aggregate')).rows[0]?.problem as string | null;

const alarms = (at = world.portal) =>
  at.audit.entries.filter(({ action }) => action === 'federation.aggregate').map(({ detail }) => detail);

async function appointOperator(): Promise<void> {
  const id = '01940000-0000-7000-8000-00000000000a';
  await world.portal.owner.query(
    "INSERT INTO person (id, idp, subject_id, agency, name) VALUES ($1, 'x', 'karl', 'IT-SRI', 'Karl')",
    [id],
  );
  await world.portal.owner.query(
    "INSERT INTO role_assignment (id, person, role, granted_by) VALUES ($1, $1, 'federation-operator', 'test')",
    [id],
  );
}

describe('a provider of a signed aggregate', () => {
  it('signs its people in, with the scopes that we registered and not those that its metadata claims', async () => {
    expect(await world.signIn(world.idp)).toBe(303);
    const foreign = await world.signIn(world.idp, world.portal, (parts) =>
      JSON.parse(JSON.stringify(parts).replaceAll('@it.example', '@entity.example')),
    );
    expect(foreign).toBe(403);
    await world.portal.identity.flushRefusals();
    expect(world.portal.audit.entries.at(-1)).toMatchObject({
      action: 'auth.login_refused',
      detail: { reason: 'scope' },
    });
    const [provider] = await world.known();
    expect(provider).toMatchObject({ trustedUntil: null, claimedScopes: ['entity.example', 'role.example'] });
    expect(provider?.aggregate).toMatchObject({ name: 'rcc', warning: null, refreshedAt: expect.any(String) });
  });

  it('changes its key by the next copy, without operators; another pinned certificate is theirs to confirm', async () => {
    await world.signIn(world.idp);
    await appointOperator();
    publish('nextIdp');
    await later();
    expect([await world.signIn(world.idp), await world.signIn(world.nextIdp)]).toEqual([403, 303]);
    await world.pin(world.idp);
    world.publisher.document = signXml(aggregateXml({ entities: [entityXml(world.nextIdp)] }), world.idp);
    await world.round();
    expect(await world.signIn(world.nextIdp)).toBe(403);
    expect((await world.known())[0]?.broken).toMatch(/metadata certificate: wider/);
  });

  it('signs nobody in from the moment in which its publisher’s certificate is no longer pinned', async () => {
    expect(await world.signIn(world.idp)).toBe(303);
    await world.pin(world.nextIdp);
    expect(await world.signIn(world.idp)).toBe(403);
    await world.round();
    expect(await world.signIn(world.idp)).toBe(403);
    expect(await problem()).toMatch(/pinned certificate/);
    await world.pin(world.key);
    await world.round();
    expect(await world.signIn(world.idp)).toBe(303);
  });

  it('that is taken out of the aggregate signs nobody in', async () => {
    publish('idp', { entities: [] });
    await later();
    expect(await world.signIn(world.idp)).toBe(403);
    expect((await world.known())[0]?.broken).toMatch(/rcc holds no identity provider/);
  });

  it('comes from a file as well, for those who fetch it themselves; who no longer does is told by the file’s age', async () => {
    const file = join(world.directory, 'aggregates/rcc.xml');
    await writeFile(file, world.publisher.document);
    await world.publisher.close();
    await world.pin(world.key, 'file: rcc.xml');
    await world.round();
    expect(await problem()).toBeNull();
    expect(await world.signIn(world.idp)).toBe(303);
    await writeFile(file, signedAggregate({ entities: [entityXml(world.nextIdp)] }, world.key));
    await later();
    expect(await world.signIn(world.nextIdp)).toBe(303);
    world.hours = 50;
    await world.round();
    expect(alarms()).toEqual([expect.objectContaining({ alarm: 'begins' })]);
    await utimes(file, Date.now() / 1000, Date.now() / 1000 + 50 * 3600);
    await later();
    expect(alarms().at(-1)).toMatchObject({ alarm: 'ends' });
  });
});

describe('the last good copy', () => {
  it('is not given up for an older one, an unsigned one, or a page of an error', async () => {
    const old = world.publisher.document;
    publish('nextIdp');
    await later();
    for (const [document, sentence] of [
      [old, /older than the copy that is held/],
      [aggregateXml({ entities: [entityXml(world.idp)] }), /unsigned/],
      [signedAggregate({ entities: [entityXml(world.idp)], validUntil: inDays(16) }, world.key), /14 days/],
      ['<html xmlns="x"><body/></html>', /neither/],
      ['', /not one whole document/],
      [' '.repeat(21 * 1024 * 1024), /larger than 20 MB/],
    ] as const) {
      world.publisher.document = document;
      await later();
      expect(await problem()).toMatch(sentence);
    }
    expect([await world.signIn(world.idp), await world.signIn(world.nextIdp)]).toEqual([403, 303]);
  });

  it('is not given up for a redirect, which is not followed', async () => {
    world.publisher.status = 302;
    await later();
    expect(await problem()).toMatch(/302: redirects are not followed/);
    expect(await world.signIn(world.idp)).toBe(303);
  });

  it('signs in while the publisher is gone, on an instance that starts then as well, until its own validUntil', async () => {
    const end = Date.now() + 20_000;
    publish('nextIdp', { validUntil: new Date(end).toISOString() });
    await world.portal.pool.query('UPDATE metadata_aggregate SET next_at = now()');
    await world.round();
    world.publisher.status = 0;
    const other = await sibling();
    expect([await world.signIn(world.nextIdp), await world.signIn(world.nextIdp, other)]).toEqual([303, 303]);
    expect(Date.now()).toBeLessThan(end);
    await pause(end - Date.now() + 50);
    for (const at of [world.portal, other]) {
      expect(await world.signIn(world.nextIdp, at)).toBe(403);
      expect((await world.known(at))[0]?.broken).toBe('trust has ended');
    }
  });

  it('is believed of nobody who writes it into the database', async () => {
    const { gzipSync } = await import('node:zlib');
    const older = signedAggregate({ entities: [entityXml(world.nextIdp)], published: inDays(-3) }, world.key);
    for (const [digest, forged] of [
      ['a', gzipSync(older)],
      ['b', Buffer.from('garbage')],
      ['c', gzipSync(aggregateXml({ entities: [entityXml(world.nextIdp)] }))],
    ] as const) {
      await world.portal.pool.query('UPDATE metadata_aggregate SET document = $1, digest = repeat($2, 64)', [
        forged,
        digest,
      ]);
      await world.round();
      expect([await world.signIn(world.nextIdp), await world.signIn(world.idp)]).toEqual([403, 303]);
    }
    expect(await world.signIn(world.nextIdp, await sibling())).toBe(403);
  });
});

describe('refreshing', () => {
  it('is done by one instance, and asks only for what is new', async () => {
    const other = await sibling();
    expect(world.publisher.asked).toHaveLength(1);
    world.hours = 2;
    await Promise.all([world.round(), world.round(other)]);
    expect(world.publisher.asked).toHaveLength(2);
    expect(world.publisher.asked[1]?.headers['if-none-match']).toMatch(/^"[0-9a-f]{64}"$/);
    expect(await problem()).toBeNull();
    publish('nextIdp');
    world.hours = 4;
    await Promise.all([world.round(), world.round(other)]);
    expect(world.publisher.asked).toHaveLength(3);
    await Promise.all([world.round(), world.round(other)]);
    expect([await world.signIn(world.nextIdp), await world.signIn(world.nextIdp, other)]).toEqual([303, 303]);
  });

  it('that fails for 48 hours is an alarm on every instance, in the log once when it begins and once when it ends', async () => {
    const other = await sibling();
    world.publisher.status = 0;
    world.hours = 47;
    await world.round();
    expect(alarms()).toEqual([]);
    world.hours = 49;
    for (const at of [world.portal, other, world.portal]) await world.round(at);
    expect([...alarms(), ...alarms(other)]).toEqual([
      { aggregate: 'rcc', alarm: 'begins', lastGood: expect.stringMatching(/^\d{4}-/) },
    ]);
    for (const at of [world.portal, other])
      expect((await world.known(at))[0]?.aggregate?.warning).toMatch(
        /^aggregate rcc: no good refresh since .*cannot be reached/,
      );
    expect(await world.signIn(world.idp)).toBe(303);
    world.publisher.status = 200;
    world.hours = 51;
    for (const at of [world.portal, other]) await world.round(at);
    expect([...alarms(), ...alarms(other)].map((detail) => detail && 'alarm' in detail && detail.alarm)).toEqual([
      'begins',
      'ends',
    ]);
    expect((await world.known(other))[0]?.aggregate?.warning).toBeNull();
  });

  it('stops with the file that pins it', async () => {
    await rm(join(world.directory, 'aggregates/rcc.yaml'));
    await later();
    expect(world.publisher.asked).toHaveLength(1);
    expect(await world.signIn(world.idp)).toBe(403);
    expect((await world.known())[0]?.broken).toMatch(/aggregates\/rcc\.yaml is missing/);
  });
});
