import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import fc from 'fast-check';

/** One change to an honest answer, by numbers: where it strikes depends on the answer. */
export type Mutation = (xml: string) => string;

/** Values that would be worth something to a forger. */
const coveted = [
  'giulia@it.example',
  'bojan@rs.example',
  'IT-SRI',
  'RS-MUP',
  'RESTRICTED',
  'auditor',
  'https://refeds.org/profile/mfa',
  '2099-01-01T00:00:00Z',
  'urn:oasis:names:tc:SAML:2.0:status:Success',
  '',
  ' ',
  '\u200b',
  '&#10;',
];
const fragments = [
  '<',
  '>',
  '"',
  '&',
  '<!--',
  '-->',
  '<a/>',
  '&amp;',
  '\u0000',
  '\u00a0',
  'x',
  '=',
  'ID="_x"',
  ...coveted,
];

const nat = fc.nat({ max: 1_000_000 });
const at = <T>(from: readonly T[], n: number): T | undefined => from[n % Math.max(1, from.length)];

/** Characters: taken away, put in, or put in place of others. */
const characters = fc.record({ where: nat, length: fc.nat({ max: 40 }), put: fc.constantFrom('', ...fragments) }).map(
  ({ where, length, put }): Mutation =>
    (xml) => {
      const place = where % (xml.length + 1);
      return xml.slice(0, place) + put + xml.slice(place + length);
    },
);

type Change = (elements: Element[], root: Element) => void;

/** Changes the tree of elements, and writes it again; what no longer parses stays as it was. */
const tree = (change: Change): Mutation => {
  return (xml) => {
    const silent = { warning: () => undefined, error: () => undefined, fatalError: () => undefined };
    const document = new DOMParser({ errorHandler: silent }).parseFromString(xml, 'text/xml');
    const root = document?.documentElement;
    if (!root) return xml;
    change([root, ...Array.from(root.getElementsByTagName('*'))], root);
    return new XMLSerializer().serializeToString(document);
  };
};

const elements = fc
  .record({
    kind: fc.constantFrom('remove', 'double', 'move', 'wrap', 'swap', 'rename', 'text'),
    one: nat,
    other: nat,
    value: fc.constantFrom(...coveted),
  })
  .map(
    ({ kind, one, other, value }): Mutation =>
      tree((all, root) => {
        const element = at(all.slice(1), one);
        const target = at(all, other);
        if (!element || !target || target === element || contains(element, target)) return;
        const parent = element.parentNode as Element;
        if (kind === 'remove') parent.removeChild(element);
        else if (kind === 'double') parent.insertBefore(element.cloneNode(true), element);
        else if (kind === 'move') toFront(target, element);
        else if (kind === 'swap') toFront(parent, element);
        else if (kind === 'text') element.textContent = value;
        else replaceBy(root, element, kind === 'rename' ? target.tagName : 'saml:Advice', kind === 'wrap');
      }),
  );

/** The parser’s own `insertBefore` never ends where an element is to stand before itself. */
function toFront(parent: Element, element: Element): void {
  if (parent.firstChild !== element) parent.insertBefore(element, parent.firstChild);
}

function contains(outer: Element, inner: Element): boolean {
  for (let node: Node | null = inner; node; node = node.parentNode) if (node === outer) return true;
  return false;
}

/** Puts an element of another name in the place of one: around it, or with what was in it. */
function replaceBy(root: Element, element: Element, name: string, around: boolean): void {
  const made = root.ownerDocument.createElementNS(element.namespaceURI, name);
  element.parentNode?.replaceChild(made, element);
  if (around) made.appendChild(element);
  else while (element.firstChild) made.appendChild(element.firstChild);
}

const attributes = fc
  .record({
    kind: fc.constantFrom('remove', 'value', 'exchange', 'add'),
    one: nat,
    other: nat,
    value: fc.constantFrom(...coveted),
    name: fc.constantFrom('ID', 'Id', 'Version', 'Name', 'Recipient', 'URI', 'xmlns:saml', 'NotOnOrAfter'),
  })
  .map(
    ({ kind, one, other, value, name }): Mutation =>
      tree((all) => {
        const found = all.flatMap((element) =>
          Array.from(element.attributes).map((attribute) => ({ element, attribute })),
        );
        const first = at(found, one);
        const second = at(found, other);
        if (!first || !second) return;
        if (kind === 'remove') first.element.removeAttribute(first.attribute.name);
        else if (kind === 'add') first.element.setAttribute(name, value);
        else first.element.setAttribute(first.attribute.name, kind === 'value' ? value : second.attribute.value);
      }),
  );

/** Between one and four changes, one after the other. */
export const mutations: fc.Arbitrary<Mutation> = fc
  .array(fc.oneof(characters, elements, attributes), { minLength: 1, maxLength: 4 })
  .map((all) => (xml) => all.reduce((changed, mutate) => mutate(changed), xml));
