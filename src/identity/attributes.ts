import { Refusal } from './refusal.ts';
import { allowOnly, attributeOf, children, childrenNamed, plainText, samlNs } from './xml-dom.ts';

const { assertion: saml } = samlNs;
const mostValues = 64;

/** Values by attribute name; null stands for values with elements inside, which nobody here reads. */
export type Attributes = ReadonlyMap<string, string[] | null>;

/**
 * The attributes of an assertion. The same name twice is refused: two readers would pick different ones. Structured
 * values (eduPersonTargetedID holds a NameID) are common beside the ones we read, and harmless unless read.
 */
export function readAttributes(statements: Element[]): Attributes {
  const found = new Map<string, string[] | null>();
  for (const statement of statements) {
    allowOnly(statement, [[saml, 'Attribute']], 'attributes');
    for (const attribute of childrenNamed(statement, saml, 'Attribute')) {
      const name = attributeOf(attribute, 'Name');
      if (name === null || name === '' || found.has(name))
        throw new Refusal('attributes', `${name ?? 'no name'}: twice or empty`);
      allowOnly(attribute, [[saml, 'AttributeValue']], 'attributes');
      const values = childrenNamed(attribute, saml, 'AttributeValue');
      const structured = values.some((value) => children(value).length > 0);
      found.set(name, structured ? null : values.map(readValue));
    }
  }
  return found;
}

function readValue(element: Element, index: number): string {
  if (index >= mostValues) throw new Refusal('attributes', 'too many values');
  const value = plainText(element);
  if (value.length > 1024) throw new Refusal('attributes', 'long value');
  return value;
}

/** All values of an attribute. @throws Refusal `markup-in-value` */
export function valuesOf(attributes: Attributes, name: string): string[] {
  const values = attributes.get(name);
  if (values === null) throw new Refusal('markup-in-value', name);
  return values ?? [];
}

/** The value of a single-valued attribute, null when it is absent. @throws Refusal when there are several */
export function single(attributes: Attributes, name: string): string | null {
  const values = valuesOf(attributes, name);
  if (values.length > 1) throw new Refusal('attributes', `${name}: several values`);
  return values[0] ?? null;
}
