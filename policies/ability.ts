import { Ability, type RawRuleOf } from '@casl/ability';
import type { Condition } from './condition.ts';
import type { BoundRules } from './decide.ts';
import { evaluate } from './evaluate.ts';
import type { ControlResource } from './resource.ts';
import type { BoundRule } from './rule-table.ts';
import type { Action, ResourceType } from './vocabulary.ts';

/** CASL calls the resource "subject"; the type stands under a symbol, which no stored row and no request body can carry. */
const resourceType = Symbol('resource type');
interface Tagged {
  [resourceType]: ResourceType;
  resource: ControlResource;
}

interface Matcher {
  condition: Condition;
  /** The effect decides what unknown means. */
  inverted: boolean;
}

type PortalAbility = Ability<[Action, ResourceType | Tagged], Matcher>;

/**
 * The rules as a CASL ability: permits first and forbids last, because CASL's last matching rule wins and a deny overrides.
 * The stock matcher fails open (unknown operators and `$not` become equality, `undefined` matches a missing field), so the
 * conditions are evaluated by the reference interpreter of our own closed language. No `manage`, no `all`.
 */
export class PortalAbilityOf {
  readonly #ability: PortalAbility;
  readonly #action: Action;
  readonly #type: ResourceType;

  constructor(action: Action, type: ResourceType, rules: BoundRules) {
    this.#action = action;
    this.#type = type;
    const raw = (bound: BoundRule, inverted: boolean) => rawRule(action, type, bound, inverted);
    const ordered = [
      ...rules.permits.rules.map((bound) => raw(bound, false)),
      ...rules.forbids.rules.map((bound) => raw(bound, true)),
    ];
    this.#ability = new Ability<[Action, ResourceType | Tagged], Matcher>(ordered, {
      conditionsMatcher,
      fieldMatcher: (fields) => (field) => fields.includes(field),
      detectSubjectType: (tagged) => tagged[resourceType],
    });
  }

  /** CASL's own answer; `field` asks for one field. */
  can(resource: ControlResource, field?: string): boolean {
    return this.#ability.can(this.#action, { [resourceType]: this.#type, resource }, field);
  }
}

function rawRule(action: Action, type: ResourceType, bound: BoundRule, inverted: boolean): RawRuleOf<PortalAbility> {
  const { rule, condition } = bound;
  return {
    action,
    subject: type,
    inverted,
    conditions: { condition, inverted },
    reason: rule.id,
    ...(rule.fields ? { fields: rule.fields } : {}),
  };
}

/** A permit needs true; a forbid fires on true and on unknown. */
function conditionsMatcher({ condition, inverted }: Matcher): (object: Record<PropertyKey, unknown>) => boolean {
  return (object) => {
    const resource = object.resource;
    if (typeof resource !== 'object' || resource === null) return inverted;
    const truth = evaluate(condition, resource);
    return inverted ? truth !== false : truth === true;
  };
}
