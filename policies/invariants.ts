import { fulfilledObligations } from './attributes.ts';
import type { CompiledPolicy } from './compile.ts';
import type { Environment } from './environment.ts';
import { hashOfRules } from './language.ts';
import { PolicyError } from './problem.ts';
import { type Expression, type Leaf, leavesOf, type PolicySet, type Rule } from './rule.ts';
import { type Subject, subjectOf } from './subject.ts';
import { type Action, contentRoles, contentTypes, type ResourceType, type Role, resourceKinds } from './vocabulary.ts';

/**
 * The floor as it was reviewed: hex SHA-256 of the content of the rules of floor.yaml. A POLICY_DIR with another floor does not load.
 * Whoever changes floor.yaml changes this line in the same commit; the test prints the new value.
 */
export const floorFingerprint = '32d7be9c7edc4e91c5e519bea36e3a0d421ddc620eade273ab9aefc7c3c5011f';

export type Invariant =
  | 'locked-floor'
  | 'floor-covers-content'
  | 'default-deny'
  | 'content-for-content-roles'
  | 'separation-of-duties'
  | 'no-bypass'
  | 'audit-stays-open'
  | 'administration-stays-open'
  | 'obligations-fulfilled';

export interface Violation {
  invariant: Invariant;
  /** Empty where the set as a whole violates. */
  ruleId: string;
  message: string;
}

const content: readonly ResourceType[] = contentTypes;
const providerWork: readonly Action[] = ['create', 'update', 'transition', 'activate'];
const policyWork: readonly Action[] = ['create', 'update', 'transition', 'simulate', 'approve', 'activate'];

/** What no policy set may break, whoever wrote it. */
export function violationsOf(set: PolicySet): Violation[] {
  const ofSet = [...floorViolations(set), ...coverViolations(set), ...openLogViolations(set)];
  return [...ofSet, ...set.rules.flatMap(ruleViolations)];
}

/** @throws PolicyError with every violation. */
export function checkInvariants(set: PolicySet): void {
  const violations = violationsOf(set);
  if (violations.length === 0) return;
  const start = { file: 'floor.yaml', line: 1, column: 1 };
  const at = (id: string) => set.rules.find((rule) => rule.id === id)?.at ?? start;
  throw new PolicyError(
    violations.map(({ invariant, ruleId, message }) => ({ ...at(ruleId), message: `${invariant}: ${message}` })),
  );
}

function floorViolations(set: PolicySet): Violation[] {
  const floor = set.rules.filter((rule) => rule.locked);
  const fingerprint = fingerprintOf(floor);
  if (fingerprint === floorFingerprint) return [];
  const message =
    floor.length === 0 ? 'the floor is missing' : `the floor was changed: its fingerprint is ${fingerprint}`;
  return [{ invariant: 'locked-floor', ruleId: '', message }];
}

/** Hex SHA-256 of what the floor says, whatever types of record there are. */
export function fingerprintOf(floor: readonly Rule[]): string {
  return hashOfRules(floor.map(byKind));
}

/**
 * Each kind that a rule names whole, as the kind's own word: what the floor says of all its types, it says of a new one, and stays
 * itself. A rule that forgets one type keeps the names of the others, and so has another fingerprint.
 */
function byKind(rule: Rule): Rule {
  const kinds = Object.entries(resourceKinds).filter(([, types]) =>
    types.every((type) => rule.resources.includes(type)),
  );
  const whole: readonly ResourceType[] = kinds.flatMap(([, types]) => types);
  const words = kinds.map(([kind]) => kind as ResourceType);
  return { ...rule, resources: [...words, ...rule.resources.filter((type) => !whole.includes(type))] };
}

/** A type that one step of the floor forgets would be read past that step: the fingerprint alone would pin the gap. */
function coverViolations(set: PolicySet): Violation[] {
  const covering = set.rules.filter(
    ({ locked, actions, resources }) =>
      locked && (actions.includes('read') || resources.some((type) => content.includes(type))),
  );
  return covering.flatMap(({ id, resources }) => {
    const left = content.filter((type) => !resources.includes(type));
    if (left.length === 0) return [];
    const message = `${id}: the floor leaves out ${left.join(', ')}: write resources: content`;
    return [{ invariant: 'floor-covers-content' as const, ruleId: id, message }];
  });
}

/** Some rule lets every auditor read the log, at any time and under any purpose, and everybody the own session. */
function openLogViolations({ rules }: PolicySet): Violation[] {
  const opens = (action: Action, type: ResourceType, subject: (rule: Rule) => boolean, when: readonly string[]) =>
    rules.some(
      (rule) =>
        rule.effect === 'permit' &&
        rule.actions.includes(action) &&
        rule.resources.includes(type) &&
        subject(rule) &&
        rule.requires.length === 0 &&
        namesIn(rule.environment).length === 0 &&
        namesIn(rule.when).every((name) => when.includes(name)),
    );
  const forAuditors = (rule: Rule) =>
    namesIn(rule.subject).join() === 'roles' && claimedRoles(rule)?.includes('auditor') === true;
  const forAll = (rule: Rule) => namesIn(rule.subject).length === 0;
  const missing: Violation[] = [];
  const demand = (open: boolean, message: string) => {
    if (!open) missing.push({ invariant: 'audit-stays-open', ruleId: '', message });
  };
  demand(
    opens('audit-read', 'audit-entry', forAuditors, []),
    'some permit must open the log to all auditors: actions [audit-read], resources [audit-entry], subject roles alone',
  );
  for (const action of ['read', 'update'] as const)
    demand(opens(action, 'session', forAll, ['own']), `some permit must let everybody ${action} the own session`);
  return missing;
}

function namesIn(expression: Expression): string[] {
  return leavesOf(expression).map(({ leaf }) => leaf.attribute);
}

function ruleViolations(rule: Rule): Violation[] {
  const found = rule.effect === 'permit' ? permitViolations(rule) : forbidViolations(rule);
  if (!rule.locked && /^R\d/.test(rule.id)) found.push(['locked-floor', 'ids R0 to R9 belong to the floor']);
  return found.map(([invariant, message]) => ({ invariant, ruleId: rule.id, message: `${rule.id}: ${message}` }));
}

type Finding = [Invariant, string];

function permitViolations(rule: Rule): Finding[] {
  const found: Finding[] = [];
  const claimed = claimedRoles(rule);
  const onContent = rule.resources.some((type) => content.includes(type));
  if (rule.locked) found.push(['locked-floor', 'the floor only forbids']);
  if (onContent && !rule.resources.every((type) => content.includes(type))) {
    found.push(['no-bypass', "one rule must not open content and the portal's own affairs together"]);
  }
  if (claimed === null && !opensOwnSessionOnly(rule)) {
    found.push(['default-deny', 'a permit names the roles it is for: subject: { roles: { $overlaps: […] } }']);
  }
  if (onContent && !onlyRoles(claimed, contentRoles)) {
    found.push(['content-for-content-roles', `content opens to ${contentRoles.join(' and ')} alone`]);
  }
  const empty = rule.obligations.filter((one) => !fulfilledObligations.includes(one));
  if (empty.length > 0) {
    found.push([
      'obligations-fulfilled',
      `this portal does not fulfil ${empty.join(', ')} yet: take it out, or forbid`,
    ]);
  }
  return [...found, ...dutyViolations(rule, claimed)];
}

/** Auditor and administrator exclude one another (DOMAIN, Roles): no rule lends one the other's work. */
function dutyViolations(rule: Rule, claimed: readonly Role[] | null): Finding[] {
  const found: Finding[] = [];
  const only = (concerned: boolean, role: Role, what: string) => {
    if (concerned && !onlyRoles(claimed, [role])) found.push(['separation-of-duties', `${what} is for ${role} alone`]);
  };
  const onPolicy = rule.resources.includes('policy');
  only(rule.resources.includes('audit-entry') || rule.actions.includes('audit-read'), 'auditor', 'the access log');
  only(
    onPolicy && rule.actions.some((action) => policyWork.includes(action)),
    'policy-administrator',
    'work on policies',
  );
  only(rule.actions.includes('grant'), 'federation-operator', 'granting');
  only(
    rule.resources.includes('suspension') ||
      rule.resources.includes('role-assignment') ||
      (rule.resources.includes('identity-provider') && rule.actions.some((action) => providerWork.includes(action))),
    'federation-operator',
    'work on identity providers, suspensions and roles',
  );
  return found;
}

function forbidViolations(rule: Rule): Finding[] {
  const touchesAudit = rule.actions.includes('audit-read') || rule.resources.includes('audit-entry');
  const touchesSession = rule.resources.includes('session');
  if (rule.locked || !(touchesAudit || touchesSession)) return [];
  return [['audit-stays-open', 'no rule closes the access log to auditors, nor anybody the own session']];
}

/** The roles without which a rule can never match, or null when it names none. */
function claimedRoles(rule: Rule): Role[] | null {
  const leaf = conjuncts(rule.subject).find((one) => one.attribute === 'roles' && one.op === 'overlaps');
  if (leaf?.op !== 'overlaps' || !Array.isArray(leaf.values)) return null;
  return leaf.values.filter((value): value is Role => typeof value === 'string');
}

function onlyRoles(claimed: readonly Role[] | null, allowed: readonly Role[]): boolean {
  return claimed?.every((role) => allowed.includes(role)) === true;
}

function opensOwnSessionOnly(rule: Rule): boolean {
  const own = conjuncts(rule.when).some((leaf) => leaf.attribute === 'own' && leaf.op === 'eq' && leaf.value === true);
  return own && rule.resources.every((type) => type === 'session');
}

function conjuncts(expression: Expression): Leaf[] {
  if (!('of' in expression)) return [expression];
  return expression.op === 'and' ? expression.of.flatMap(conjuncts) : [];
}

/** What administrators must always be able to do, or a policy could never be changed again. */
const administration: readonly Action[] = ['read', ...policyWork];

/**
 * Whom a new policy locks out of its own change and of the log. Not asked of a version that is already stored: one from before
 * these rules must still load.
 */
export function lockoutsOf(policy: Pick<CompiledPolicy, 'decide'>): Violation[] {
  const may = (role: Role, action: Action, type: ResourceType) =>
    policy.decide(holderOf(role), action, { type }, atWork).effect === 'permit';
  const closed = administration.filter((action) => !may('policy-administrator', action, 'policy'));
  const found: Violation[] = [];
  if (closed.length > 0) {
    const message = `nobody could ${closed.join(', ')} policies any more`;
    found.push({ invariant: 'administration-stays-open', ruleId: '', message });
  }
  if (!may('auditor', 'audit-read', 'audit-entry'))
    found.push({ invariant: 'audit-stays-open', ruleId: '', message: 'no auditor could read the access log any more' });
  return found;
}

function holderOf(role: Role): Subject {
  return subjectOf({
    person: '00000000-0000-0000-0000-000000000000',
    agency: 'ANY-AGENCY',
    country: 'ANY',
    agencyType: 'ministry',
    communities: [],
    clearance: 'OFFICIAL',
    roles: [role],
  });
}

const atWork: Environment = {
  purpose: 'POLICY',
  purposeStated: false,
  assurance: 'mfa',
  now: '2026-01-01T00:00:00Z',
  idpStatus: 'ACTIVE',
  sessionAge: 0,
};
