import { checkSignature, signedContent } from './enveloped-signature.ts';
import { fingerprint, type IdpMetadata, readIdp } from './idp-metadata.ts';
import { Refusal } from './refusal.ts';
import { samlTime } from './saml-time.ts';
import { attributeOf, childrenNamed, isNamed, parseXml, samlNs, walk } from './xml-dom.ts';
import { scanXml, type XmlLimits } from './xml-scan.ts';

const { metadata: md, signature: ds } = samlNs;
const rpi = 'urn:oasis:names:tc:SAML:metadata:rpi';
const day = 86_400_000;
/** Clocks of publisher and portal may differ by so much, ms. */
const skew = 5 * 60_000;

/** Bytes of an aggregate. */
export const largestAggregate = 20 * 1024 * 1024;
/** Of an aggregate: national federations have some thousand entities. Its comments are no part of what is signed. */
const aggregateLimits: XmlLimits = {
  elements: 600_000,
  siblings: 20_000,
  depth: 40,
  attributes: 64,
  name: 128,
  comments: 1000,
};

/** An IdP of the aggregate, or why its metadata cannot be used. */
export type Published = { metadata: IdpMetadata } | { problem: string };

/** What an aggregate says, all of it from the bytes that were signed. */
export interface Aggregate {
  /** Unix ms; from then on nothing in it counts. */
  validUntil: number;
  /** Unix ms of its publication (`mdrpi:PublicationInfo`), or null where it does not say. */
  publishedAt: number | null;
  /** SHA-256 of the pinned certificate that verified it, lower-case hex. */
  signedBy: string;
  /** By entityID: every entity with an IdP role. */
  entities: Map<string, Published>;
}

/** When a copy was made, as far as it says so. */
export type Edition = Pick<Aggregate, 'validUntil' | 'publishedAt'>;

const sentences: Partial<Record<string, string>> = {
  'document type': 'has a document type declaration',
  entity: 'refers to an entity',
};

/** Runs a step of the checks; its refusals become sentences for the operator. */
function told<T>(what: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Error(`${what} (${error.reason}${error.note && `: ${sentences[error.note] ?? error.note}`})`);
  }
}

function demandPlainSignature(signature: Element): void {
  for (const element of walk(signature)) {
    for (let node = element.firstChild; node !== null; node = node.nextSibling) {
      if (node.nodeType !== 1 && node.nodeType !== 3) throw new Refusal('structure', 'comment in the signature');
    }
  }
}

/** The one signature: in the root, over the root. Anywhere else there is none, and the root's ID stands nowhere else. */
function rootSignature(root: Element): Element {
  const id = attributeOf(root, 'ID');
  const signatures: Element[] = [];
  for (const element of walk(root)) {
    if (element.localName === 'Signature') signatures.push(element);
    const again =
      element !== root && ['ID', 'Id', 'id'].some((name) => id !== null && attributeOf(element, name) === id);
    if (again) throw new Refusal('structure', 'ID of the root twice');
  }
  const [signature, ...others] = signatures;
  if (signature === undefined) throw new Refusal('signature', 'unsigned');
  if (others.length > 0) throw new Refusal('structure', 'several signatures');
  if (signature.parentNode !== root || !isNamed(signature, ds, 'Signature'))
    throw new Refusal('structure', 'the signature is not that of the whole document');
  demandPlainSignature(signature);
  checkSignature(signature, id === null ? [''] : ['', `#${id}`]);
  return signature;
}

function isAggregate(root: Element): boolean {
  return isNamed(root, md, 'EntitiesDescriptor') || isNamed(root, md, 'EntityDescriptor');
}

/** The root as it was signed, and by whom: read again from the canonical bytes, so that nothing unsigned can be seen. */
function signedRoot(xml: string, certificates: readonly string[]): { root: Element; signedBy: string } {
  const root = told('it is not XML as we take it', () => {
    scanXml(xml, aggregateLimits);
    return parseXml(xml);
  });
  if (!isAggregate(root)) throw new Error(`${root.localName} is neither EntitiesDescriptor nor EntityDescriptor`);
  const signature = told('it is not signed as it must be', () => rootSignature(root));
  for (const certificate of certificates) {
    const content = signedContent(xml, signature, certificate);
    if (content === null) continue;
    const signed = parseXml(content);
    if (isAggregate(signed)) return { root: signed, signedBy: fingerprint(certificate) };
  }
  throw new Error('its signature does not verify with the pinned certificate');
}

function timeOf(element: Element, name: string): number {
  return told(`${name} of ${element.localName}`, () => samlTime(attributeOf(element, name), 'conditions', name));
}

function publishedAt(root: Element): number | null {
  const [info] = childrenNamed(root, md, 'Extensions').flatMap((one) => childrenNamed(one, rpi, 'PublicationInfo'));
  return info === undefined || !info.hasAttribute('creationInstant') ? null : timeOf(info, 'creationInstant');
}

function published(entity: Element, until: number): Published {
  try {
    const own = entity.hasAttribute('validUntil') ? timeOf(entity, 'validUntil') : until;
    return { metadata: { ...readIdp(entity), validUntil: new Date(Math.min(own, until)).toISOString() } };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Each entity with the soonest end of all that is around it. */
function* entitiesOf(group: Element, until: number): Generator<[Element, number]> {
  if (isNamed(group, md, 'EntityDescriptor')) {
    yield [group, until];
    return;
  }
  const own = group.hasAttribute('validUntil') ? Math.min(until, timeOf(group, 'validUntil')) : until;
  for (const entity of childrenNamed(group, md, 'EntityDescriptor')) yield [entity, own];
  for (const inner of childrenNamed(group, md, 'EntitiesDescriptor')) yield* entitiesOf(inner, own);
}

function readEntities(root: Element, until: number): Map<string, Published> {
  const entities = new Map<string, Published>();
  const seen = new Set<string>();
  for (const [entity, end] of entitiesOf(root, until)) {
    const entityId = attributeOf(entity, 'entityID') ?? '';
    // Whoever gets a second entity of the same name into the aggregate must not be the one that is taken.
    if (seen.has(entityId)) entities.set(entityId, { problem: `holds several EntityDescriptor for ${entityId}` });
    else if (childrenNamed(entity, md, 'IDPSSODescriptor').length > 0) entities.set(entityId, published(entity, end));
    seen.add(entityId);
  }
  return entities;
}

/**
 * Verifies an aggregate, or one signed EntityDescriptor, with the pinned certificates alone, and reads what was signed (SAML
 * Metadata 2.3.1, 3.1). Costs seconds and a gigabyte for 20 MB: `verifyApart` runs it beside the event loop.
 * @param certificates PEM, one or two
 * @throws Error with a sentence for the operator
 */
export function readAggregate(xml: string, certificates: readonly string[]): Aggregate {
  if (xml.length > largestAggregate) throw new Error('it is larger than 20 MB');
  const { root, signedBy } = signedRoot(xml, certificates);
  if (!root.hasAttribute('validUntil')) throw new Error('its root has no validUntil, which is required');
  const validUntil = timeOf(root, 'validUntil');
  return { validUntil, publishedAt: publishedAt(root), signedBy, entities: readEntities(root, validUntil) };
}

/**
 * What must be true of a copy when it is taken: not over, 14 days at most, not published in the future.
 * @throws Error with a sentence for the operator
 */
export function demandTimely({ validUntil, publishedAt: at }: Edition, now: number): void {
  const end = new Date(validUntil).toISOString();
  if (validUntil <= now) throw new Error(`its validUntil, ${end}, is past`);
  if (validUntil > now + 14 * day + skew) throw new Error(`its validUntil, ${end}, is more than 14 days ahead`);
  if (at !== null && at > now + skew) throw new Error('it was published in the future: compare the clocks');
}

/** True where `next` was made before `held`: an old copy that somebody kept. */
export function isOlder(next: Edition, held: Edition): boolean {
  const known = next.publishedAt !== null && held.publishedAt !== null;
  if (known && next.publishedAt !== held.publishedAt) return Number(next.publishedAt) < Number(held.publishedAt);
  return next.validUntil < held.validUntil;
}
