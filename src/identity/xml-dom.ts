import { DOMParser } from '@xmldom/xmldom';
import { Refusal, type RefusalReason } from './refusal.ts';

export const samlNs = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
} as const;

/** Parses XML that `scanXml` has passed, or a file an operator gave us. Any complaint of the parser is an error. */
export function parseXml(xml: string): Element {
  const complain = (message: unknown): never => {
    throw new Refusal('xml', `parser: ${String(message).slice(0, 80)}`);
  };
  const parser = new DOMParser({ errorHandler: { warning: complain, error: complain, fatalError: complain } });
  const root = parser.parseFromString(xml, 'text/xml').documentElement;
  if (root === null || root === undefined) throw new Refusal('xml', 'no root');
  return root;
}

const elementNode = 1;
const textNode = 3;

/** The element children, in order. */
export function children(of: Element): Element[] {
  const found: Element[] = [];
  for (let node = of.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType === elementNode) found.push(node as Element);
  }
  return found;
}

export function isNamed(element: Element, namespace: string, localName: string): boolean {
  return element.namespaceURI === namespace && element.localName === localName;
}

export function childrenNamed(of: Element, namespace: string, localName: string): Element[] {
  return children(of).filter((child) => isNamed(child, namespace, localName));
}

/** The one child of that name. @throws Refusal when it is missing or there are several */
export function onlyChild(of: Element, namespace: string, localName: string, reason: RefusalReason): Element {
  const [first, ...others] = childrenNamed(of, namespace, localName);
  if (first === undefined || others.length > 0)
    throw new Refusal(reason, `${localName}: ${first ? 'several' : 'missing'}`);
  return first;
}

/** The text of an element that holds text alone: nothing may hide inside an identity value. */
export function plainText(of: Element): string {
  let text = '';
  for (let node = of.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType !== textNode) throw new Refusal('markup-in-value', of.localName);
    text += node.nodeValue ?? '';
  }
  return text;
}

/** The attribute's value, or null when it is absent. */
export function attributeOf(element: Element, name: string): string | null {
  return element.hasAttribute(name) ? element.getAttribute(name) : null;
}

/** The element and everything below it. */
export function* walk(element: Element): Generator<Element> {
  yield element;
  for (const child of children(element)) yield* walk(child);
}

/** Refuses every child whose name is not in the list (`namespace localName`). */
export function allowOnly(of: Element, allowed: ReadonlyArray<readonly [string, string]>, reason: RefusalReason): void {
  for (const child of children(of)) {
    if (!allowed.some(([namespace, name]) => isNamed(child, namespace, name))) {
      throw new Refusal(reason, `${child.localName} in ${of.localName}`);
    }
  }
}
