import { SignedXml } from 'xml-crypto';
import { Refusal } from './refusal.ts';
import { onlyChild, samlNs } from './xml-dom.ts';

function isSignedBy(xml: string, signature: Element, certificate: string): boolean {
  const check = new SignedXml({ publicCert: certificate });
  // Keys come from the registration, never from the message.
  check.getCertFromKeyInfo = () => null;
  check.loadSignature(signature.toString());
  try {
    return check.checkSignature(xml);
  } catch {
    return false;
  }
}

/**
 * The response's own signature, before anything in it is decrypted: whoever could have chained blocks (CBC) decrypted at
 * will would read them without the key (Jager and Somorovsky, 2011). `root` has passed `checkStructure`.
 * @throws Refusal `signature`
 */
export function demandSignedResponse(xml: string, root: Element, certificates: readonly string[]): void {
  const signature = onlyChild(root, samlNs.signature, 'Signature', 'signature');
  if (!certificates.some((certificate) => isSignedBy(xml, signature, certificate)))
    throw new Refusal('signature', 'of the response, before it is decrypted');
}
