import { type Effect, effects, obligations, requirements } from './attributes.ts';
import { hashOf } from './canonical.ts';
import { ExpressionReader } from './expression.ts';
import { type Place, PolicyError, Problems } from './problem.ts';
import { restrict } from './restrictions.ts';
import type { PolicySet, Rule } from './rule.ts';
import { actions, type ResourceType, resourceKinds, resourceTypes } from './vocabulary.ts';
import { readTree, type Tree } from './yaml-tree.ts';

/** A policy file as text; policies do no I/O. */
export interface PolicyFile {
  /** File name, e.g. `floor.yaml`: the rules of a file of that name are the locked floor. */
  name: string;
  text: string;
}

/** More rules than this no person reads; and each pair of them is compared when a change is weighed. */
const mostRules = 400;
const floorFile = 'floor.yaml';
type Kind = keyof typeof resourceKinds;
const kinds = Object.keys(resourceKinds).filter(isKind);
const idForm = /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/;
const ruleKeys = [
  'id',
  'describe',
  'effect',
  'actions',
  'resources',
  'subject',
  'when',
  'environment',
  'fields',
  'obligations',
  'requires',
] as const;

/**
 * Reads a whole policy set (CONTRACT, Policy document). Nothing unknown is skipped.
 * @throws PolicyError with every problem of every file: file, line, column, message and, where known, what to write instead.
 */
export function parsePolicySet(files: readonly PolicyFile[]): PolicySet {
  const problems = new Problems();
  const rules = files.flatMap(({ name, text }) => readFile(name, text, problems));
  const [tooMany] = rules.slice(mostRules);
  if (tooMany) problems.add(tooMany.at, `a policy has at most ${mostRules} rules, this one has ${rules.length}`);
  refuseTwins(rules, problems);
  for (const rule of rules) restrict(rule, problems);
  if (problems.all.length > 0) throw new PolicyError(problems.all);
  return { rules, hash: hashOfRules(rules) };
}

/** Hex SHA-256 of what the rules say, whatever file and line they stand in. */
export function hashOfRules(rules: readonly Rule[]): string {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return hashOf(sorted.map(({ at: _, ...content }) => content));
}

function readFile(name: string, text: string, problems: Problems): Rule[] {
  const tree = readTree(name, text, problems);
  if (!tree) return [];
  if (tree.kind !== 'map') {
    problems.add(tree.at, 'a policy file is a map with version and rules', 'version: 1');
    return [];
  }
  refuseUnknownKeys(tree, ['version', 'rules'], problems);
  const version = tree.entries.get('version')?.value;
  if (version?.kind !== 'scalar' || version.value !== 1) {
    problems.add(version?.at ?? tree.at, 'the version of the language is missing or unknown', 'version: 1');
  }
  const rules = tree.entries.get('rules')?.value;
  if (rules?.kind !== 'list') {
    problems.add(rules?.at ?? tree.at, 'rules must be a list', 'rules: []');
    return [];
  }
  return rules.items.flatMap((item) => new RuleReader(item, problems).read(name === floorFile));
}

function refuseTwins(rules: readonly Rule[], problems: Problems): void {
  const seen = new Map<string, Rule>();
  for (const rule of rules) {
    const twin = seen.get(rule.id);
    if (twin) problems.add(rule.at, `the id ${rule.id} is taken`, `see ${twin.at.file}:${twin.at.line}`);
    else seen.set(rule.id, rule);
  }
}

function refuseUnknownKeys(tree: Tree & { kind: 'map' }, known: readonly string[], problems: Problems): void {
  for (const [key, { at }] of tree.entries) if (!known.includes(key)) problems.unknown(at, 'key', key, known);
}

/** Reads one rule; a rule with a problem is left out, and the set is refused at the end in any case. */
class RuleReader {
  readonly #tree: Tree;
  readonly #problems: Problems;

  constructor(tree: Tree, problems: Problems) {
    this.#tree = tree;
    this.#problems = problems;
  }

  read(locked: boolean): Rule[] {
    const tree = this.#tree;
    const before = this.#problems.all.length;
    if (tree.kind !== 'map') {
      this.#problems.add(tree.at, 'a rule is a map', 'id, describe, effect, actions, resources, …');
      return [];
    }
    refuseUnknownKeys(tree, ruleKeys, this.#problems);
    const head = {
      id: this.#text('id', idForm, 64),
      describe: this.#text('describe', /\S/, 200),
      effect: this.#effect(),
    };
    const rule: Rule = {
      ...head,
      actions: this.#words('actions', actions) ?? [],
      resources: this.#resources(head.effect),
      subject: this.#section('subject'),
      when: this.#section('when'),
      environment: this.#section('environment'),
      fields: this.#names(),
      obligations: this.#words('obligations', obligations, 'optional') ?? [],
      requires: this.#words('requires', requirements, 'optional') ?? [],
      locked,
      at: tree.at,
    };
    return this.#problems.all.length > before ? [] : [rule];
  }

  #value(key: (typeof ruleKeys)[number]): Tree | undefined {
    return this.#tree.kind === 'map' ? this.#tree.entries.get(key)?.value : undefined;
  }

  #text(key: 'id' | 'describe', form: RegExp, maxLength: number): string {
    const tree = this.#value(key);
    const text = tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : '';
    if (text.length <= maxLength && form.test(text)) return text;
    const hint =
      key === 'id' ? 'capital letters, digits and hyphens, e.g. P5-PRIVATE-READ' : `1 to ${maxLength} characters`;
    this.#problems.add(tree?.at ?? this.#tree.at, `${key} is missing or malformed`, hint);
    return text;
  }

  #effect(): Effect {
    const tree = this.#value('effect');
    const given = tree?.kind === 'scalar' ? String(tree.value) : '';
    const effect = effects.find((one) => one === given);
    if (!effect) this.#problems.unknown(tree?.at ?? this.#tree.at, 'effect', given, effects);
    return effect ?? 'forbid';
  }

  /**
   * Types by name, or the kinds `content` and `control`. A permit names every type: under a kind, a type that is new would be
   * open before anybody had written a rule for it.
   */
  #resources(effect: Effect): ResourceType[] {
    const tree = this.#value('resources');
    const kind = tree?.kind === 'scalar' ? kinds.find((one) => one === tree.value) : undefined;
    const words: (Kind | ResourceType)[] = kind
      ? [kind]
      : (this.#words('resources', [...kinds, ...resourceTypes]) ?? []);
    const named = words.filter(isKind);
    if (tree && named.length > 0 && effect === 'permit') {
      const hint = `write the types out: ${named.flatMap((one) => resourceKinds[one]).join(', ')}`;
      this.#problems.add(tree.at, `a permit names each type that it opens, not ${named.join(' and ')}`, hint);
    }
    return unique(
      words.flatMap((word) => (isKind(word) ? [...resourceKinds[word]] : [word])),
      (type) => this.#twice(tree?.at ?? this.#tree.at, 'resources', type),
    );
  }

  #words<T extends string>(
    key: 'actions' | 'resources' | 'obligations' | 'requires',
    known: readonly T[],
    optional?: 'optional',
  ): T[] | null {
    const tree = this.#value(key);
    if (!tree && optional) return null;
    if (tree?.kind !== 'list' || tree.items.length === 0) {
      this.#problems.add(tree?.at ?? this.#tree.at, `${key} must be a list of one or more of: ${known.join(', ')}`);
      return null;
    }
    return unique(
      tree.items.flatMap((item) => this.#word(key, item, known)),
      (item) => this.#twice(tree.at, key, item),
    );
  }

  #word<T extends string>(key: string, item: Tree, known: readonly T[]): T[] {
    const given = item.kind === 'scalar' ? String(item.value) : '';
    const word = known.find((one) => one === given);
    if (word === undefined) this.#problems.unknown(item.at, `value of ${key}`, given, known);
    return word === undefined ? [] : [word];
  }

  #twice(at: Place, key: string, item: string): void {
    this.#problems.add(at, `${key} names ${item} twice`);
  }

  #names(): string[] | null {
    const tree = this.#value('fields');
    if (!tree) return null;
    const items = tree.kind === 'list' ? tree.items : [];
    const names = items.flatMap((item) =>
      item.kind === 'scalar' && typeof item.value === 'string' && /^[a-z][A-Za-z]*$/.test(item.value)
        ? [item.value]
        : [],
    );
    if (names.length === 0 || names.length !== items.length) {
      this.#problems.add(tree.at, 'fields must be a list of field names', 'e.g. [title, summary]');
    }
    return unique(names, (name) => this.#twice(tree.at, 'fields', name));
  }

  #section(section: 'subject' | 'when' | 'environment') {
    const tree = this.#value(section);
    return tree ? new ExpressionReader(section, this.#problems).read(tree) : { op: 'and' as const, of: [] };
  }
}

function isKind(word: string): word is Kind {
  return Object.hasOwn(resourceKinds, word);
}

function unique<T extends string>(words: T[], refuse: (word: T) => void): T[] {
  const seen = new Set<T>();
  for (const word of words) {
    if (seen.has(word)) refuse(word);
    seen.add(word);
  }
  return [...seen];
}
