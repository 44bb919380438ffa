import { inflateRawSync } from 'node:zlib';
import { refedsMfa } from '../identity/idp-registration.ts';
import { Refusal } from '../identity/refusal.ts';
import { attributeOf, isNamed, onlyChild, parseXml, plainText, samlNs, walk } from '../identity/xml-dom.ts';
import { scanXml } from '../identity/xml-scan.ts';

/** What a demo IdP reads of an AuthnRequest. */
export interface AuthnRequest {
  id: string;
  issuer: string;
  acsUrl: string;
  /** The REFEDS MFA profile was asked for. */
  wantsMfa: boolean;
}

/** Reads the SAMLRequest of the HTTP-Redirect binding. @throws Refusal */
export function readAuthnRequest(encoded: string): AuthnRequest {
  let xml: string;
  try {
    xml = inflateRawSync(Buffer.from(encoded, 'base64'), { maxOutputLength: 64 * 1024 }).toString('utf8');
  } catch {
    throw new Refusal('xml', 'deflate');
  }
  scanXml(xml);
  const root = parseXml(xml);
  const id = attributeOf(root, 'ID');
  const acsUrl = attributeOf(root, 'AssertionConsumerServiceURL');
  if (!isNamed(root, samlNs.protocol, 'AuthnRequest') || id === null || acsUrl === null) throw new Refusal('structure');
  const contexts = [...walk(root)].filter((one) => isNamed(one, samlNs.assertion, 'AuthnContextClassRef'));
  const wantsMfa = contexts.some((one) => plainText(one) === refedsMfa);
  return { id, acsUrl, wantsMfa, issuer: plainText(onlyChild(root, samlNs.assertion, 'Issuer', 'issuer')) };
}
