import { type Attribute, attributeOf, catalogues, domainOf, type Section } from './attributes.ts';
import type { Scalar } from './condition.ts';
import type { Place, Problems } from './problem.ts';
import type { Expression, Leaf, Operand, Reference } from './rule.ts';
import type { Tree } from './yaml-tree.ts';

const operatorsByKind = {
  scalar: ['$eq', '$ne', '$in', '$nin', '$exists'],
  ordered: ['$eq', '$ne', '$in', '$nin', '$lt', '$lte', '$gt', '$gte', '$exists'],
  boolean: ['$eq', '$ne', '$exists'],
  number: ['$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$exists'],
  instant: ['$lt', '$lte', '$gt', '$gte', '$exists'],
  set: ['$overlaps', '$disjoint', '$exists'],
} as const;
const logical = ['$and', '$or', '$not'] as const;
const allOperators = [...new Set([...Object.values(operatorsByKind).flat(), ...logical])];
const everything: Expression = { op: 'and', of: [] };

/**
 * Turns one section of a rule (`subject`, `when`, `environment`) into an expression. Types are settled here, once:
 * what leaves this file compares like with like. A part that is wrong becomes a problem and is left out.
 */
export class ExpressionReader {
  readonly #section: Section;
  readonly #problems: Problems;

  constructor(section: Section, problems: Problems) {
    this.#section = section;
    this.#problems = problems;
  }

  /** A map of attributes and logical operators; all entries must hold. */
  read(tree: Tree): Expression {
    if (tree.kind !== 'map') {
      this.#problems.add(tree.at, `${this.#section} must be a map of attributes`, 'e.g. { agency: AL-ASP }');
      return everything;
    }
    const of = [...tree.entries].flatMap(([name, { at, value }]) => this.#entry(name, at, value));
    return of.length === 1 && of[0] ? of[0] : { op: 'and', of };
  }

  #entry(name: string, at: Place, value: Tree): Expression[] {
    if (name === '$and' || name === '$or') return this.#list(name, at, value);
    if (name === '$not') return [{ op: 'not', of: this.#group(at, value) }];
    if (name.startsWith('$')) {
      this.#problems.unknown(at, 'operator', name, logical);
      return [];
    }
    const attribute = attributeOf(this.#section, name);
    if (attribute) return this.#attribute(name, attribute, value);
    this.#problems.unknown(at, `attribute of ${this.#section}`, name, Object.keys(catalogues[this.#section]));
    return [];
  }

  #list(name: '$and' | '$or', at: Place, value: Tree): Expression[] {
    if (value.kind !== 'list' || value.items.length === 0) {
      this.#problems.add(at, `${name} takes a list of one or more conditions`);
      return [];
    }
    return [{ op: name === '$and' ? 'and' : 'or', of: value.items.map((item) => this.#group(item.at, item)) }];
  }

  /** An empty group would mean "always": under `$or` or `$not` that turns a rule round without a word. */
  #group(at: Place, value: Tree): Expression {
    if (value.kind === 'map' && value.entries.size === 0) this.#problems.add(at, 'an empty condition is refused');
    return this.read(value);
  }

  #attribute(name: string, attribute: Attribute, value: Tree): Expression[] {
    if (value.kind === 'map') return this.#operators(name, attribute, value);
    if (attribute.kind === 'set') {
      this.#problems.add(value.at, `${name} is a set`, `write ${name}: { $overlaps: … } or { $disjoint: … }`);
      return [];
    }
    if (value.kind === 'list') {
      this.#problems.add(value.at, `${name} is one value, not a list`, `write ${name}: { $in: […] }`);
      return [];
    }
    return this.#operator(name, attribute, '$eq', value.at, value);
  }

  #operators(name: string, attribute: Attribute, value: Tree & { kind: 'map' }): Expression[] {
    if (value.entries.size === 0) this.#problems.add(value.at, `${name} has no operator`, 'e.g. { $eq: … }');
    return [...value.entries].flatMap(([operator, entry]) =>
      this.#operator(name, attribute, operator, entry.at, entry.value),
    );
  }

  #operator(name: string, attribute: Attribute, operator: string, at: Place, value: Tree): Leaf[] {
    const allowed: readonly string[] = operatorsByKind[attribute.kind];
    if (!allowed.includes(operator)) {
      this.#refuseOperator(name, attribute, operator, at);
      return [];
    }
    if (operator === '$exists') return this.#exists(name, value);
    if (operator === '$in' || operator === '$nin') return this.#many(name, attribute, operator, value);
    if (operator === '$overlaps' || operator === '$disjoint') return this.#many(name, attribute, operator, value);
    const operand = this.#operand(name, attribute, value, 'one');
    const op = operator.slice(1) as 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte';
    return operand === null ? [] : [{ op, attribute: name, value: operand }];
  }

  #refuseOperator(name: string, attribute: Attribute, operator: string, at: Place): void {
    const allowed = operatorsByKind[attribute.kind].join(' ');
    if ((logical as readonly string[]).includes(operator)) {
      this.#problems.add(
        at,
        `${operator} stands around attributes, not inside ${name}`,
        `{ ${operator}: … ${name} … }`,
      );
    } else if ((allOperators as readonly string[]).includes(operator)) {
      this.#problems.add(at, `${name} (${attribute.kind}) cannot be compared by ${operator}`, `use ${allowed}`);
    } else {
      this.#problems.unknown(at, 'operator', operator, operatorsByKind[attribute.kind]);
    }
  }

  #exists(name: string, value: Tree): Leaf[] {
    if (value.kind === 'scalar' && typeof value.value === 'boolean') {
      return [{ op: 'exists', attribute: name, value: value.value }];
    }
    this.#problems.add(value.at, '$exists takes true or false');
    return [];
  }

  #many(name: string, attribute: Attribute, operator: '$in' | '$nin' | '$overlaps' | '$disjoint', value: Tree): Leaf[] {
    const op = operator.slice(1) as 'in' | 'nin' | 'overlaps' | 'disjoint';
    if (value.kind === 'list') {
      if (value.items.length === 0) this.#problems.add(value.at, `${operator} takes a list of one or more values`);
      const values = value.items.map((item) => this.#operand(name, attribute, item, 'one'));
      return [{ op, attribute: name, values: values.filter((one) => one !== null) }];
    }
    const whole = this.#operand(name, attribute, value, 'many');
    if (whole === null) return [];
    if (typeof whole === 'object') return [{ op, attribute: name, values: whole }];
    this.#problems.add(value.at, `${operator} takes a list or a reference to a set`, `write [${String(whole)}]`);
    return [];
  }

  #operand(name: string, attribute: Attribute, tree: Tree, count: 'one' | 'many'): Operand | null {
    if (tree.kind !== 'scalar' || tree.value === null) {
      this.#problems.add(
        tree.at,
        `${name} needs a plain value`,
        tree.kind === 'scalar' ? 'null is never a value' : undefined,
      );
      return null;
    }
    if (typeof tree.value === 'string' && tree.value.includes('${')) {
      return this.#reference(name, attribute, tree.value, tree.at, count);
    }
    return this.#literal(name, attribute, tree.value, tree.at);
  }

  /** A reference stands for a whole value and is typed here, at load (THREATS 47). */
  #reference(name: string, attribute: Attribute, text: string, at: Place, count: 'one' | 'many'): Reference | null {
    const match = /^\$\{(subject|environment)\.([A-Za-z]+)\}$/.exec(text);
    const from = match?.[1] === 'environment' ? 'environment' : 'subject';
    const target = match?.[2];
    if (target === undefined) {
      this.#problems.add(at, `"${text}" is not a reference`, 'a reference is a whole value: "${subject.agency}"');
      return null;
    }
    const referred = attributeOf(from, target);
    if (!referred) {
      this.#problems.unknown(at, `attribute of ${from}`, target, Object.keys(catalogues[from]));
      return null;
    }
    const isSet = referred.kind === 'set';
    if (referred.domain !== attribute.domain) {
      this.#problems.add(at, `${name} (${attribute.domain}) cannot be compared with ${text} (${referred.domain})`);
    } else if (isSet !== (count === 'many')) {
      const hint = isSet ? 'use $in, $overlaps or $disjoint' : `write ["${text}"]`;
      this.#problems.add(at, `${text} is ${isSet ? 'a set' : 'one value'}`, hint);
    } else {
      return { from, name: target };
    }
    return null;
  }

  #literal(name: string, attribute: Attribute, value: Scalar, at: Place): Scalar | null {
    const { values, pattern } = domainOf(attribute.domain);
    const type = attribute.kind === 'boolean' ? 'boolean' : attribute.kind === 'number' ? 'number' : 'string';
    if (typeof value !== type) {
      this.#problems.add(at, `${name} takes a ${type}, not ${JSON.stringify(value)}`);
    } else if (values && !values.includes(String(value))) {
      this.#problems.unknown(at, `value of ${name}`, String(value), values);
    } else if (pattern && !pattern.test(String(value))) {
      this.#problems.add(at, `"${String(value)}" is not a value of ${name}`, `it must match ${pattern.source}`);
    } else {
      return value;
    }
    return null;
  }
}
