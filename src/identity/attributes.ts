import { Refusal } from './refusal.ts';
import { allowOnly, attributeOf, childrenNamed, plainText, samlNs } from './xml-dom.ts';

const { assertion: saml } = samlNs;
const mostValues = 64;

/** Attribute name → values. The same name twice is refused: two readers would pick different ones. */
export function readAttributes(statements: Element[]): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const statement of statements) {
    allowOnly(statement, [[saml, 'Attribute']], 'attributes');
    for (const attribute of childrenNamed(statement, saml, 'Attribute')) {
      const name = attributeOf(attribute, 'Name');
      if (name === null || name === '' || found.has(name)) throw new Refusal('attributes', `${name ?? 'no name'}: twice or empty`);
      allowOnly(attribute, [[saml, 'AttributeValue']], 'attributes');
      found.set(name, childrenNamed(attribute, saml, 'AttributeValue').map(valueOf));
    }
  }
  return found;
}

function valueOf(element: Element, index: number): string {
  if (index >= mostValues) throw new Refusal('attributes', 'too many values');
  const value = plainText(element);
  if (value.length > 1024) throw new Refusal('attributes', 'long value');
  return value;
}

/** The value of a single-valued attribute, null when it is absent. @throws Refusal when there are several */
export function single(attributes: ReadonlyMap<string, string[]>, name: string): string | null {
  const values = attributes.get(name) ?? [];
  if (values.length > 1) throw new Refusal('attributes', `${name}: several values`);
  return values[0] ?? null;
}
