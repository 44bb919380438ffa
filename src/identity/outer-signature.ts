import { signedContent } from './enveloped-signature.ts';
import { Refusal } from './refusal.ts';
import { onlyChild, samlNs } from './xml-dom.ts';

/**
 * The response's own signature, before anything in it is decrypted: whoever could have chained blocks (CBC) decrypted at
 * will would read them without the key (Jager and Somorovsky, 2011). `root` has passed `checkStructure`.
 * @throws Refusal `signature`
 */
export function demandSignedResponse(xml: string, root: Element, certificates: readonly string[]): void {
  const signature = onlyChild(root, samlNs.signature, 'Signature', 'signature');
  if (!certificates.some((certificate) => signedContent(xml, signature, certificate) !== null))
    throw new Refusal('signature', 'of the response, before it is decrypted');
}
