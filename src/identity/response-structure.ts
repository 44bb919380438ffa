import { checkSignature } from './enveloped-signature.ts';
import { Refusal } from './refusal.ts';
import { allowOnly, attributeOf, childrenNamed, isNamed, onlyChild, samlNs, walk } from './xml-dom.ts';

const { assertion: saml, protocol: samlp, signature: ds } = samlNs;
/** Wrapping needs a second element of the same kind or id somewhere: there is none anywhere (XSW1–8). */
function refuseDoubles(root: Element, assertion: Element | null): void {
  const ids = new Set<string>();
  for (const element of walk(root)) {
    for (const name of ['ID', 'Id', 'id']) {
      const id = attributeOf(element, name);
      if (id === null) continue;
      if (!/^[A-Za-z_][A-Za-z0-9._-]{0,255}$/.test(id) || ids.has(id))
        throw new Refusal('structure', 'id twice or malformed');
      ids.add(id);
    }
    if (element.localName === 'Response' && element !== root) throw new Refusal('structure', 'second response');
    if (element.localName === 'Assertion' && element !== assertion)
      throw new Refusal('structure', 'nested or second assertion');
  }
}

function checkSignaturePlaces(root: Element, signable: readonly Element[]): void {
  for (const element of walk(root)) {
    if (element.localName !== 'Signature') continue;
    if (!isNamed(element, ds, 'Signature') || !signable.includes(element.parentNode as Element)) {
      throw new Refusal('structure', 'signature in an odd place');
    }
  }
  for (const signed of signable) {
    const signatures = childrenNamed(signed, ds, 'Signature');
    if (signatures.length > 1) throw new Refusal('structure', 'several signatures');
    for (const signature of signatures) checkSignature(signature, [`#${attributeOf(signed, 'ID')}`]);
  }
}

/** What a response carries: an assertion in clear, or one that has to be decrypted before anybody can look at it. */
export type Carried = { assertion: Element; encrypted: null } | { assertion: null; encrypted: Element };

function carriedBy(root: Element): Carried {
  const [encrypted, ...others] = childrenNamed(root, saml, 'EncryptedAssertion');
  if (encrypted === undefined) return { assertion: onlyChild(root, saml, 'Assertion', 'structure'), encrypted: null };
  if (others.length > 0 || childrenNamed(root, saml, 'Assertion').length > 0)
    throw new Refusal('structure', 'several assertions');
  return { assertion: null, encrypted };
}

/**
 * The only shape of response that goes on to the signature check: one Response with one Assertion in it, or an encrypted one.
 * @throws Refusal `structure`, `algorithm`, `status`
 */
export function checkStructure(root: Element): Carried {
  if (!isNamed(root, samlp, 'Response')) throw new Refusal('structure', root.localName);
  const carried = carriedBy(root);
  refuseDoubles(root, carried.assertion);
  allowOnly(
    root,
    [
      [saml, 'Issuer'],
      [ds, 'Signature'],
      [samlp, 'Status'],
      [saml, 'Assertion'],
      [saml, 'EncryptedAssertion'],
    ],
    'structure',
  );
  checkStatus(root);
  checkSignaturePlaces(root, carried.assertion ? [root, carried.assertion] : [root]);
  if (carried.assertion) demandParts(carried.assertion);
  return carried;
}

/** What the library reads without asking whether it is there: without these it fails by accident, or for a wrong reason. */
function demandParts(assertion: Element): void {
  onlyChild(assertion, saml, 'Issuer', 'issuer');
  onlyChild(assertion, saml, 'Conditions', 'conditions');
  const subject = onlyChild(assertion, saml, 'Subject', 'subject');
  const confirmation = onlyChild(subject, saml, 'SubjectConfirmation', 'subject-confirmation');
  onlyChild(confirmation, saml, 'SubjectConfirmationData', 'subject-confirmation');
}

/** The same of an assertion that was decrypted: nothing that is refused in the open comes in under cover. */
export function checkDecrypted(assertion: Element): void {
  if (!isNamed(assertion, saml, 'Assertion')) throw new Refusal('structure', 'no assertion was encrypted');
  refuseDoubles(assertion, assertion);
  checkSignaturePlaces(assertion, [assertion]);
  demandParts(assertion);
}

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/** Anything but plain success is a refusal, whatever else the response carries (SAML Core 3.2.2.2). */
function checkStatus(root: Element): void {
  const code = onlyChild(onlyChild(root, samlp, 'Status', 'status'), samlp, 'StatusCode', 'status');
  const value = attributeOf(code, 'Value') ?? '';
  const nested = childrenNamed(code, samlp, 'StatusCode').map((inner) => attributeOf(inner, 'Value') ?? '');
  if (value !== success || nested.length > 0)
    throw new Refusal('status', [value, ...nested].map((one) => one.split(':').pop()).join(' '));
}
