import { SignedXml } from 'xml-crypto';
import { Refusal } from './refusal.ts';
import { allowOnly, attributeOf, childrenNamed, onlyChild, samlNs } from './xml-dom.ts';

const { signature: ds } = samlNs;
const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const signatureMethods = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
];
const digestMethods = ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'];

function algorithm(of: Element, name: string, allowed: readonly string[]): void {
  const value = attributeOf(onlyChild(of, ds, name, 'structure'), 'Algorithm') ?? '';
  if (!allowed.includes(value)) throw new Refusal('algorithm', value.slice(0, 100));
}

function checkTransforms(reference: Element): void {
  const transforms = childrenNamed(onlyChild(reference, ds, 'Transforms', 'structure'), ds, 'Transform');
  const algorithms = transforms.map((transform) => attributeOf(transform, 'Algorithm'));
  // SAML Core 5.4.4: enveloped and exclusive c14n, nothing else; xmldsig transforms can rewrite what is signed.
  if (algorithms.length !== 2 || algorithms[0] !== enveloped || algorithms[1] !== exclusiveC14n) {
    throw new Refusal('algorithm', 'transforms');
  }
  for (const transform of transforms) allowOnly(transform, [[exclusiveC14n, 'InclusiveNamespaces']], 'algorithm');
}

/**
 * One signature by allowed algorithms, with one reference (SAML Core 5.4, XML Signature 4.4).
 * @param references what its URI may say: that of the element it signs
 * @throws Refusal `structure`, `algorithm`
 */
export function checkSignature(signature: Element, references: readonly string[]): void {
  allowOnly(
    signature,
    [
      [ds, 'SignedInfo'],
      [ds, 'SignatureValue'],
      [ds, 'KeyInfo'],
    ],
    'structure',
  );
  const info = onlyChild(signature, ds, 'SignedInfo', 'structure');
  onlyChild(signature, ds, 'SignatureValue', 'structure');
  algorithm(info, 'CanonicalizationMethod', [exclusiveC14n]);
  algorithm(info, 'SignatureMethod', signatureMethods);
  const reference = onlyChild(info, ds, 'Reference', 'structure');
  const uri = attributeOf(reference, 'URI');
  if (uri === null || !references.includes(uri)) throw new Refusal('structure', 'reference');
  algorithm(reference, 'DigestMethod', digestMethods);
  checkTransforms(reference);
}

/**
 * The canonical XML that `certificate` signed, or null where it did not. The signature has passed `checkSignature`.
 * @param xml the whole document
 */
export function signedContent(xml: string, signature: Element, certificate: string): string | null {
  const check = new SignedXml({ publicCert: certificate });
  // Keys come from the registration, never from the message.
  check.getCertFromKeyInfo = () => null;
  try {
    check.loadSignature(signature.toString());
    if (!check.checkSignature(xml)) return null;
  } catch {
    return null;
  }
  const [content, ...others] = check.getSignedReferences();
  return content === undefined || others.length > 0 ? null : content;
}
