import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/identity/idp-metadata.ts';
import { demandTimely, isOlder, readAggregate } from '../../src/identity/metadata-aggregate.ts';
import { generateSigningKey, type SigningKey } from '../../src/identity/sp-keys.ts';
import { aggregateXml, entityXml, idpEntity, inDays, signedAggregate, signXml } from './aggregate-signer.ts';

let publisher: SigningKey;
let thief: SigningKey;
let idp: SigningKey;
let evil: string;
beforeAll(async () => {
  [publisher, thief, idp] = (await Promise.all(
    ['publisher', 'thief', 'idp'].map((name) => generateSigningKey(name)),
  )) as [SigningKey, SigningKey, SigningKey];
  evil = entityXml(thief);
});

const good = () => aggregateXml({ entities: [entityXml(idp)] });
const signed = () => signXml(good(), publisher);
const read = (xml: string, pins = [publisher]) =>
  readAggregate(
    xml,
    pins.map(({ certificate }) => certificate),
  );
const certificatesIn = (xml: string) => {
  const found = read(xml).entities.get(idpEntity);
  return found !== undefined && 'metadata' in found ? found.metadata.certificates.map(fingerprint) : found;
};
const signatureOf = (xml: string) => /<ds:Signature .*<\/ds:Signature>/s.exec(xml)?.[0] ?? '';
const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1';

describe('a signed aggregate', () => {
  it.each([
    ['by the ID of its root', () => signed()],
    ['by an empty reference', () => signXml(good(), publisher, { whole: true })],
    [
      'with SHA-512',
      () => signXml(good(), publisher, { signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512' }),
    ],
    [
      'of groups in groups',
      () =>
        signXml(
          aggregateXml({
            entities: [
              good()
                .replace(/^<\?.*\n.*\n/, '')
                .replace('_root', '_in'),
            ],
          }),
          publisher,
        ),
    ],
    [
      'that is one EntityDescriptor',
      () => signXml(entityXml(idp, idpEntity, ` ID="_one" validUntil="${inDays(3)}"`), publisher),
    ],
  ])('%s is read', (_what, xml) => {
    expect(certificatesIn(xml())).toEqual([fingerprint(idp.certificate)]);
  });

  it('is read while its publisher changes its key, and says which pinned certificate verified it', () => {
    const { signedBy } = read(signed(), [thief, publisher]);
    expect(signedBy).toBe(read(signed()).signedBy);
    expect(signedBy).not.toBe(read(signXml(good(), thief), [thief]).signedBy);
  });

  it('gives the scopes of both levels, to be shown', () => {
    const found = read(signed()).entities.get(idpEntity);
    expect(found).toMatchObject({ metadata: { claimedScopes: ['entity.example', 'role.example'] } });
  });

  it('ends for each provider when the soonest of all around it ends', () => {
    const [soon, later] = [inDays(1), inDays(9)];
    const inner = aggregateXml({ id: '_in', validUntil: soon, entities: [entityXml(idp)] }).replace(/^<\?.*\n.*\n/, '');
    const aggregate = read(signedAggregate({ validUntil: later, entities: [inner] }, publisher));
    expect(aggregate.validUntil).toBe(Date.parse(later));
    expect(aggregate.entities.get(idpEntity)).toMatchObject({ metadata: { validUntil: soon } });
  });
});

describe('an aggregate is refused', () => {
  const wrapped = (id: string) => {
    const inner = signed();
    const root = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="${id}" validUntil="${inDays(7)}">`;
    const body = inner.slice(inner.indexOf('<md:Entities')).replace(signatureOf(inner), '');
    return `${root}${signatureOf(inner)}${evil}${body}</md:EntitiesDescriptor>`;
  };
  it.each<[string, () => string, RegExp]>([
    ['unsigned', good, /unsigned/],
    [
      'with a signature of a child only',
      () => signXml(good().replace('entityID', 'ID="_child" entityID'), publisher, { over: "//*[@ID='_child']" }),
      /not that of the whole document/,
    ],
    [
      'with a signature in the root that signs a child',
      () =>
        signXml(good().replace('entityID', 'ID="_child" entityID'), publisher, {
          over: "//*[@ID='_child']",
          into: '/*',
        }),
      /reference/,
    ],
    ['with its signed root wrapped in another one', () => wrapped('_evil'), /reference/],
    ['with its signed root wrapped in one of the same ID', () => wrapped('_root'), /ID of the root twice/],
    [
      'with a second signature',
      () => signed().replace('</md:IDPSSODescriptor>', `</md:IDPSSODescriptor>${signatureOf(signed())}`),
      /several signatures/,
    ],
    [
      'signed by the wrong key',
      () => signXml(good(), thief).replace(/<ds:KeyInfo>.*?<\/ds:KeyInfo>/s, ''),
      /pinned certificate/,
    ],
    ['signed by the key that it brings itself', () => signXml(good(), thief), /pinned certificate/],
    ['signed by the key of an IdP in it', () => signXml(good(), idp), /pinned certificate/],
    [
      'with an entity more than was signed',
      () => signed().replace('</md:EntitiesDescriptor>', `${evil}</md:EntitiesDescriptor>`),
      /pinned certificate/,
    ],
    [
      'with another validUntil than was signed',
      () => signed().replace(/validUntil="[^"]+"/, `validUntil="${inDays(8)}"`),
      /pinned certificate/,
    ],
    [
      'signed with SHA-1',
      () => signXml(good(), publisher, { signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
      /algorithm.*rsa-sha1/,
    ],
    ['with a digest by SHA-1', () => signXml(good(), publisher, { digestAlgorithm: sha1 }), /algorithm.*sha1/],
    [
      'by HMAC under its public key',
      () =>
        signed().replace(
          'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
          'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
        ),
      /algorithm.*hmac/,
    ],
    [
      'with another transform',
      () =>
        signed().replace(
          'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
          'http://www.w3.org/TR/1999/REC-xslt-19991116',
        ),
      /transforms/,
    ],
    [
      'without the exclusive canonicalisation',
      () =>
        signXml(good(), publisher, {
          transforms: [
            'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
            'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
          ],
        }),
      /transforms/,
    ],
    [
      'with a reference to elsewhere',
      () => signed().replace('URI="#_root"', 'URI="https://evil.example/aggregate.xml"'),
      /reference/,
    ],
    ['with a reference to a file', () => signed().replace('URI="#_root"', 'URI="file:///etc/passwd"'), /reference/],
    [
      'with a comment in its signature',
      () => signed().replace('<ds:DigestValue>', '<ds:DigestValue><!--x-->'),
      /comment in the signature/,
    ],
    [
      'without validUntil',
      () => signedAggregate({ entities: [entityXml(idp)], validUntil: null }, publisher),
      /no validUntil/,
    ],
    [
      'with a validUntil that is no UTC time',
      () => signedAggregate({ entities: [], validUntil: '2099-01-01' }, publisher),
      /not a UTC time/,
    ],
    [
      'with a document type',
      () => signed().replace('<md:Entities', '<!DOCTYPE x [<!ENTITY e "x">]><md:Entities'),
      /document type/,
    ],
    ['with an entity', () => signed().replace('https://idp.it.example/sso', 'https://&e;/sso'), /refers to an entity/],
    [
      'with a processing instruction',
      () => signed().replace('<md:Entities', '<?xml-stylesheet href="x"?><md:Entities'),
      /processing instruction/,
    ],
    [
      'that is a page of an error',
      () => '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
      /neither EntitiesDescriptor/,
    ],
  ])('%s', (_what, xml, sentence) => {
    expect(() => read(xml())).toThrow(sentence);
  });

  it.each<[string, () => string, RegExp]>([
    [
      'huge',
      () => `<md:EntitiesDescriptor xmlns:md="x">${' '.repeat(21 * 1024 * 1024)}</md:EntitiesDescriptor>`,
      /larger than 20 MB/,
    ],
    ['with a million siblings', () => `<a>${'<b/>'.repeat(1_000_000)}</a>`, /too many siblings/],
    [
      'with a million elements in small groups',
      () => `<a>${`<b>${'<c/>'.repeat(200)}</b>`.repeat(5000)}</a>`,
      /too many elements/,
    ],
    ['a hundred thousand deep', () => `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`, /too deep/],
    ['of comments', () => `<a>${'<b/><!---->'.repeat(19_000)}</a>`, /too many comments/],
    [
      'with a thousand attributes',
      () => `<a ${Array.from({ length: 1000 }, (_, at) => `a${at}=""`).join(' ')}/>`,
      /too many attributes/,
    ],
  ])('%s, in less than three seconds', (_what, xml, sentence) => {
    const document = xml();
    const began = performance.now();
    expect(() => read(document)).toThrow(sentence);
    expect(performance.now() - began).toBeLessThan(3000);
  });

  it.each([
    ['in the past', -1, /is past/],
    ['15 days ahead', 15, /more than 14 days ahead/],
  ])('with a validUntil %s', (_what, days, sentence) => {
    const aggregate = read(signedAggregate({ entities: [], validUntil: inDays(days) }, publisher));
    expect(() => demandTimely(aggregate, Date.now())).toThrow(sentence);
  });

  it('from the future, so that no copy of today would be newer', () => {
    const aggregate = read(signedAggregate({ entities: [], published: inDays(1) }, publisher));
    expect(() => demandTimely(aggregate, Date.now())).toThrow(/published in the future/);
  });
});

describe('in an aggregate', () => {
  it('nobody is taken for a provider that stands in it twice, and the others are', () => {
    const other = 'https://idp.rs.example/metadata';
    const xml = signedAggregate({ entities: [entityXml(idp), entityXml(idp, other), evil] }, publisher);
    expect(read(xml).entities.get(idpEntity)).toEqual({ problem: expect.stringMatching(/several EntityDescriptor/) });
    expect(read(xml).entities.get(other)).toHaveProperty('metadata');
  });

  it('one whose metadata cannot be used hides no other', () => {
    const broken = entityXml(idp, 'https://idp.me.example').replace(
      'https://idp.it.example/sso',
      'http://idp.me.example/sso',
    );
    const { entities } = read(signedAggregate({ entities: [broken, entityXml(idp)] }, publisher));
    expect(entities.get('https://idp.me.example')).toEqual({ problem: expect.stringMatching(/not https/) });
    expect(entities.get(idpEntity)).toHaveProperty('metadata');
  });

  it.each([
    ['published earlier', { published: inDays(-2) }, { published: inDays(-1) }, true],
    ['published at the same time, with an earlier end', { validUntil: inDays(1) }, { validUntil: inDays(2) }, true],
    [
      'published later, though it ends earlier',
      { published: inDays(-1), validUntil: inDays(1) },
      { published: inDays(-2), validUntil: inDays(2) },
      false,
    ],
    [
      'without a time of publication, with an earlier end',
      { published: null, validUntil: inDays(1) },
      { validUntil: inDays(2) },
      true,
    ],
  ])('a copy %s: older is %s', (_what, next, held, older) => {
    const edition = (parts: { published?: string | null; validUntil?: string }) =>
      read(signedAggregate({ entities: [], published: `${inDays(0).slice(0, 10)}T00:00:00Z`, ...parts }, publisher));
    expect(isOlder(edition(next), edition(held))).toBe(older);
  });
});
