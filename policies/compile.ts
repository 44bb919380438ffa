import { PortalAbilityOf } from './ability.ts';
import type { Requirement } from './attributes.ts';
import { type Asker, and, bind, or } from './bind.ts';
import type { Condition } from './condition.ts';
import { type BoundRules, type Decision, decide, denied, enginesDisagree, permits } from './decide.ts';
import type { Environment } from './environment.ts';
import { evaluate } from './evaluate.ts';
import type { ControlResource, Resource } from './resource.ts';
import { looksAtMoment } from './restrictions.ts';
import { leavesOf, type PolicySet, type Rule, referencesOf } from './rule.ts';
import { type BoundRule, RuleTable } from './rule-table.ts';
import type { Subject } from './subject.ts';
import type { Action, ResourceType } from './vocabulary.ts';

/** Seconds since sign-in within which a person counts as freshly signed in (`requires: [recent]`). */
const recentSeconds = 900;

/** Visible = `permit IS TRUE AND forbid IS FALSE`. */
export interface Conditions {
  permit: Condition;
  forbid: Condition;
}

/** The policy as it stands for one subject here and now; keep it to decide many resources. */
export interface SubjectPolicy {
  decide(action: Action, resource: Resource | ControlResource): Decision;
  /** The effect alone, by the compiled predicate; allocates nothing once its tables stand, so that a million classes can be asked. */
  permits(action: Action, resource: Resource | ControlResource): boolean;
  /** The effect alone, by CASL: the oracle of `permits`. */
  can(action: Action, resource: Resource | ControlResource): boolean;
  /** What is left to ask of a resource, as a tree for SQL. */
  conditions(action: Action, type: ResourceType): Conditions;
  /** False when no resource of the type, whatever its attributes, could be permitted, not even after a step such as MFA. */
  mayEver(action: Action, type: ResourceType): boolean;
}

export interface CompiledPolicy {
  readonly version: number;
  /** Hex SHA-256 of the canonical content. */
  readonly hash: string;
  readonly rules: readonly Rule[];
  /** Subject and environment must not be changed afterwards. */
  forSubject(subject: Subject, environment: Environment): SubjectPolicy;
  decide(subject: Subject, action: Action, resource: Resource | ControlResource, environment: Environment): Decision;
  conditions(subject: Subject, action: Action, type: ResourceType, environment: Environment): Conditions;
  mayEver(subject: Subject, action: Action, type: ResourceType, environment: Environment): boolean;
  /** True when a rule looks at the person, beside `except`: colleagues must then not share the decision. */
  personal(action: Action, type: ResourceType): boolean;
  /** True when a rule looks at the time or the age of the session: a decision is then good for this moment alone. */
  momentary(action: Action, type: ResourceType): boolean;
  /** The rules for an action on a type of resource, forbids first. */
  rulesFor(action: Action, type: ResourceType): readonly Rule[];
}

/** PDP: turns a parsed set into decisions. Pure; no clock, no I/O. */
export function compilePolicy(set: PolicySet, version: number): CompiledPolicy {
  const rules: readonly Rule[] = [...set.rules].sort(
    (a, b) => Number(b.effect === 'forbid') - Number(a.effect === 'forbid'),
  );
  const index = new Map<string, readonly Rule[]>();
  const rulesFor = (action: Action, type: ResourceType): readonly Rule[] => {
    const key = `${action} ${type}`;
    const known =
      index.get(key) ?? rules.filter((rule) => rule.actions.includes(action) && rule.resources.includes(type));
    index.set(key, known);
    return known;
  };
  const moments = new Map<readonly Rule[], boolean>();
  const momentary = (action: Action, type: ResourceType): boolean => {
    const some = rulesFor(action, type);
    const known = moments.get(some) ?? some.some(looksAtMoment);
    moments.set(some, known);
    return known;
  };
  const forSubject = (subject: Subject, environment: Environment) =>
    new SubjectRules(rulesFor, { subject, environment });
  return {
    version,
    hash: set.hash,
    rules,
    rulesFor,
    forSubject,
    decide: (subject, action, resource, environment) => forSubject(subject, environment).decide(action, resource),
    conditions: (subject, action, type, environment) => forSubject(subject, environment).conditions(action, type),
    mayEver: (subject, action, type, environment) => forSubject(subject, environment).mayEver(action, type),
    personal: (action, type) => rulesFor(action, type).some(looksAtPerson),
    momentary,
  };
}

interface Compiled extends BoundRules {
  action: Action;
  type: ResourceType;
  /** Built when first asked: lists never ask CASL. */
  ability: PortalAbilityOf | null;
}

class SubjectRules implements SubjectPolicy {
  readonly #rulesFor: (action: Action, type: ResourceType) => readonly Rule[];
  readonly #asker: Asker;
  readonly #compiled = new Map<string, Compiled>();
  /** The same question is mostly asked of many resources in a row. */
  #last: Compiled | null = null;

  constructor(rulesFor: (action: Action, type: ResourceType) => readonly Rule[], asker: Asker) {
    this.#rulesFor = rulesFor;
    this.#asker = asker;
  }

  permits(action: Action, resource: ControlResource): boolean {
    return permits(this.#get(action, resource.type), resource);
  }

  can(action: Action, resource: ControlResource): boolean {
    return abilityOf(this.#get(action, resource.type)).can(resource);
  }

  /** A permit leaves only with two engines behind it: the compiled predicate and CASL. */
  decide(action: Action, resource: ControlResource): Decision {
    const compiled = this.#get(action, resource.type);
    const decision = decide(compiled, resource);
    if (decision.effect === 'deny' || abilityOf(compiled).can(resource)) return decision;
    return denied([enginesDisagree]);
  }

  conditions(action: Action, type: ResourceType): Conditions {
    const { permits, forbids } = this.#get(action, type);
    return { permit: or(permits.rules.map(conditionOf)), forbid: or(forbids.rules.map(conditionOf)) };
  }

  mayEver(action: Action, type: ResourceType): boolean {
    const { permits, pending, forbids } = this.#get(action, type);
    const everyRow = ({ rule, condition }: BoundRule) =>
      rule.requires.length === 0 && condition.op === 'constant' && condition.value !== false;
    return permits.rules.length + pending.rules.length > 0 && !forbids.rules.some(everyRow);
  }

  #get(action: Action, type: ResourceType): Compiled {
    const last = this.#last;
    if (last !== null && last.action === action && last.type === type) return last;
    const key = `${action} ${type}`;
    const known = this.#compiled.get(key) ?? {
      ...boundRules(this.#rulesFor(action, type), this.#asker),
      action,
      type,
      ability: null,
    };
    this.#compiled.set(key, known);
    this.#last = known;
    return known;
  }
}

function abilityOf(compiled: Compiled): PortalAbilityOf {
  compiled.ability ??= new PortalAbilityOf(compiled.action, compiled.type, compiled);
  return compiled.ability;
}

function boundRules(rules: readonly Rule[], asker: Asker): BoundRules {
  const bound: Record<keyof BoundRules, BoundRule[]> = { permits: [], pending: [], forbids: [] };
  for (const rule of rules) {
    const condition = and([askerCondition(rule, asker), bind(rule.when, 'when', asker)]);
    if (condition.op === 'constant' && condition.value === false) continue;
    if (rule.effect === 'forbid') bound.forbids.push({ rule, condition });
    else if (condition.op === 'constant' && condition.value === null) continue;
    else bound[areMet(rule, asker) ? 'permits' : 'pending'].push({ rule, condition });
  }
  return {
    permits: new RuleTable(bound.permits, true),
    pending: new RuleTable(bound.pending, true),
    forbids: new RuleTable(bound.forbids, false),
  };
}

function areMet(rule: Rule, asker: Asker): boolean {
  return rule.requires.every((requirement) => isMet(requirement, asker.environment));
}

/** Subject and environment are settled now: a constant, unknown where an attribute is missing. */
function askerCondition(rule: Rule, asker: Asker): Condition {
  const subject = evaluate(bind(rule.subject, 'subject', asker), asker.subject);
  const environment = evaluate(bind(rule.environment, 'environment', asker), asker.environment);
  return and([
    { op: 'constant', value: subject },
    { op: 'constant', value: environment },
  ]);
}

/** Whether the person has taken a step that a rule asks for. */
export function isMet(requirement: Requirement, environment: Environment): boolean {
  if (requirement === 'purpose') return environment.purposeStated === true;
  if (requirement === 'mfa') return environment.assurance === 'mfa';
  return environment.sessionAge <= recentSeconds;
}

function conditionOf(bound: BoundRule): Condition {
  return bound.condition;
}

const personalNames = ['person', 'personToken', 'identityTokens'];

/** `except` is left out: whether a class names a person there is known from the classes. */
function looksAtPerson(rule: Rule): boolean {
  if (leavesOf(rule.subject).some(({ leaf }) => personalNames.includes(leaf.attribute))) return true;
  const leaves = [rule.subject, rule.when, rule.environment].flatMap((part) => leavesOf(part));
  return leaves.some(
    ({ leaf }) =>
      leaf.attribute !== 'except' &&
      referencesOf(leaf).some(({ from, name }) => from === 'subject' && personalNames.includes(name)),
  );
}
