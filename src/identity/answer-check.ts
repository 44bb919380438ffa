import { type Assertion, readAssertion } from './assertion.ts';
import { checkEncrypted, decryptAssertion } from './encrypted-assertion.ts';
import type { IdpRegistration } from './idp-registration.ts';
import { demandSignedResponse } from './outer-signature.ts';
import { Refusal } from './refusal.ts';
import type { SamlRequest } from './request-store.ts';
import { checkResponseFields, type Expected } from './response-fields.ts';
import { checkDecrypted, checkStructure } from './response-structure.ts';
import { decodeBase64, decodeUtf8, parseForm } from './saml-form.ts';
import type { SamlLibrary } from './saml-strategy.ts';
import type { PortalKeys } from './sp-keys.ts';
import type { ServiceProvider } from './sp-metadata.ts';
import { parseXml } from './xml-dom.ts';
import { scanXml } from './xml-scan.ts';

/** Tolerated difference of clocks, and the longest age of a message, ms. */
export const skewMs = 180_000;
const maxAgeMs = 600_000;

/** What a worker is given once: nothing of it comes from a message. */
export interface CheckSettings {
  sp: ServiceProvider;
  keys: PortalKeys;
}

/** What a check rests on. */
export interface CheckTools extends CheckSettings {
  library: SamlLibrary;
}

export interface ReceivedForm {
  /** Scanned, not parsed. */
  xml: string;
  relayState: string;
}

/** An answer whose request has been consumed; `now` in unix ms. */
export interface AnswerToProve {
  xml: string;
  idp: IdpRegistration;
  asked: Pick<SamlRequest, 'id' | 'createdAt' | 'stepUp'>;
  now: number;
}

/** Parameters, base64, UTF-8 and the pre-scan: nothing has been parsed yet. @throws Refusal */
export function receiveForm(body: Uint8Array): ReceivedForm {
  const { samlResponse, relayState } = parseForm(body);
  const xml = decodeUtf8(decodeBase64(samlResponse));
  scanXml(xml);
  return { xml, relayState };
}

function expectedFor({ sp }: CheckSettings, { idp, asked, now }: AnswerToProve): Expected {
  return {
    idp: idp.entityId,
    requestId: asked.id,
    acsUrl: sp.acsUrl,
    audience: sp.entityId,
    now,
    skew: skewMs,
    maxAge: maxAgeMs,
  };
}

/**
 * Looks at an encrypted assertion as at one in the open, so that the library meets nothing that was refused elsewhere.
 * @returns the key that reads it
 * @throws Refusal
 */
async function uncover(
  { keys: { signing, other } }: CheckSettings,
  message: { xml: string; idp: IdpRegistration; root: Element; encrypted: Element },
): Promise<string> {
  const { xml, idp, root, encrypted } = message;
  if (checkEncrypted(encrypted) === 'chained') {
    if (!idp.allowCbc) throw new Refusal('encrypted', 'CBC is not allowed for this provider');
    demandSignedResponse(xml, root, idp.certificates);
  }
  const keys = [signing, other].flatMap((one) => one?.privateKey ?? []);
  const decrypted = await decryptAssertion(encrypted, keys);
  scanXml(decrypted.xml);
  checkDecrypted(parseXml(decrypted.xml));
  return decrypted.privateKey;
}

/** What is refused from here on was said by the provider itself. */
export async function verifiedFrom<T>(read: () => T): Promise<T> {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.reason, error.note, { verified: true });
  }
}

/**
 * Structure, response fields, signature by the library, and everything after it by us, on the bytes that were verified.
 * @throws Refusal
 */
export async function proveAnswer(tools: CheckTools, answer: AnswerToProve): Promise<Assertion> {
  const { xml, idp, asked } = answer;
  const expected = expectedFor(tools, answer);
  const root = parseXml(xml);
  const { encrypted } = checkStructure(root);
  checkResponseFields(root, expected);
  const decryptionKey = encrypted ? await uncover(tools, { xml, idp, root, encrypted }) : null;
  const flow = { idp, decryptionKey, requestId: asked.id, requestedAt: asked.createdAt, stepUp: asked.stepUp };
  // The library gets exactly the text that was scanned.
  const verified = await tools.library.verifiedAssertion(flow, Buffer.from(xml, 'utf8').toString('base64'));
  return verifiedFrom(() => {
    scanXml(verified);
    return readAssertion(verified, expected);
  });
}
