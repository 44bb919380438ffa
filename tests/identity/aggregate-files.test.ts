import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readAggregates } from '../../src/identity/aggregate-files.ts';
import { federationStamp, readFederation } from '../../src/identity/federation-files.ts';
import { fingerprint } from '../../src/identity/idp-metadata.ts';
import { generateSigningKey, type SigningKey } from '../../src/identity/sp-keys.ts';
import { runWith } from '../cli/console.ts';
import { entityXml, idpEntity, openPublisher, signedAggregate } from './aggregate-signer.ts';

let directory: string;
let keys: SigningKey[];
beforeAll(async () => {
  keys = await Promise.all(['one', 'two', 'three'].map((name) => generateSigningKey(name)));
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pins-'));
  await mkdir(join(directory, 'aggregates'));
});
afterEach(() => rm(directory, { recursive: true }));

const pem = (count: number) =>
  keys
    .slice(0, count)
    .map(({ certificate }) => certificate)
    .join('');

async function write(yaml: string, certificates = pem(1), name = 'rcc.yaml'): Promise<void> {
  await writeFile(join(directory, 'aggregates', name), yaml);
  await writeFile(join(directory, 'aggregates/rcc.pem'), certificates);
}

const good = 'url: https://mds.example/all.xml\ncertificate: rcc.pem\n';

const idp = `entityId: ${idpEntity}
aggregate: rcc
participant: IT
agencies: [IT-DCSA]
scopes: [it.example]
caps: { clearance: RESTRICTED, purposes: [POLICY] }
`;

describe('a file that pins an aggregate', () => {
  it('says where it is published and by which certificates it is verified', async () => {
    await write(good, pem(2));
    const [one, two] = keys.slice(0, 2).map(({ certificate }) => fingerprint(certificate));
    const { aggregates, problems } = await readAggregates(directory);
    expect(problems).toEqual([]);
    expect(aggregates).toEqual([
      expect.objectContaining({
        name: 'rcc',
        source: { url: 'https://mds.example/all.xml' },
        fingerprints: [one, two].sort(),
      }),
    ]);
  });

  it.each<[string, string, number | string, string, RegExp]>([
    ['with a misspelt line', `${good}certifcate: rcc.pem`, 1, '', /certifcate/],
    ['with an address in the clear', good.replace('https', 'http'), 1, 'url', /not https/],
    ['with an address that is none', good.replace('https://mds.example/all.xml', 'mds'), 1, 'url', /Invalid URL/],
    ['with an address and a file', `${good}file: rcc.xml`, 1, 'url', /either where it is published/],
    ['with neither', 'certificate: rcc.pem', 1, 'url', /either where it is published/],
    ['with a file elsewhere', 'file: ../../x.xml\ncertificate: rcc.pem', 1, 'file', /beside this one/],
    ['without a certificate', 'url: https://mds.example/all.xml', 1, 'certificate', /./],
    ['with a certificate that is not there', good.replace('rcc.pem', 'other.pem'), 1, 'certificate', /other\.pem/],
    ['with an empty certificate file', good, 0, 'certificate', /holds 0 certificates/],
    ['with three certificates', good, 3, 'certificate', /holds 3 certificates/],
    [
      'with a certificate that is none',
      good,
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      'certificate',
      /./,
    ],
    ['with an anchor', `&a ${good}`, 1, '', /./],
  ])('%s is refused with file, field and what to do', async (_what, yaml, certificates, field, message) => {
    await write(yaml, typeof certificates === 'number' ? pem(certificates) : certificates);
    const { aggregates, problems } = await readAggregates(directory);
    expect(aggregates).toEqual([]);
    expect(problems[0]).toMatchObject({
      file: 'aggregates/rcc.yaml',
      field,
      message: expect.stringMatching(message),
    });
  });

  it('that is named oddly is told of', async () => {
    await write(good, pem(1), 'R C C.yaml');
    expect((await readAggregates(directory)).problems[0]?.message).toMatch(/name it <name>\.yaml/);
  });

  it('that is broken is told of at the providers that refer to it', async () => {
    await write(good.replace('https', 'http'));
    await writeFile(join(directory, 'it.yaml'), idp);
    const { problems } = await readFederation(directory);
    expect(problems).toContainEqual({
      file: 'it.yaml',
      alias: 'it',
      field: 'aggregate',
      message: expect.stringMatching(/^aggregates\/rcc\.yaml \(url\): .*not https/),
    });
  });

  it('counts anew as soon as it or its certificate changes', async () => {
    await write(good);
    const before = await federationStamp(directory);
    await write(good, pem(2));
    expect(await federationStamp(directory)).not.toBe(before);
  });
});

describe('portal federation check', () => {
  it('reads an aggregate at its address, verifies it, and says which providers it gives and until when', async () => {
    const [key, other] = keys as [SigningKey, SigningKey];
    const publisher = await openPublisher(signedAggregate({ entities: [entityXml(other)] }, key));
    await write(good.replace('https://mds.example/all.xml', publisher.url));
    await writeFile(join(directory, 'it.yaml'), idp);
    const said = await runWith({}, 'federation', 'check', directory);
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toMatch(
      /^it +IT +IT-DCSA +until \d{4}.*\naggregates\/rcc +until \d{4}\S+ +1 identity providers in it\nOK 1/,
    );
    publisher.document = signedAggregate({ entities: [entityXml(other)] }, other);
    const refused = await runWith({}, 'federation', 'check', directory);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/aggregates\/rcc\.yaml: its signature does not verify with the pinned certificate/);
    expect(refused.err).toMatch(/it\.yaml \(aggregate\): no good copy of aggregate rcc/);
    await publisher.close();
    expect((await runWith({}, 'federation', 'check', directory)).err).toMatch(/it cannot be reached \(ECONNREFUSED\)/);
  });
});
