import { randomInt } from 'node:crypto';
import type { Resource } from '../../policies/resource.ts';
import type { Marking } from '../../policies/vocabulary.ts';
import type { AnyDefinition, RecordAttributes } from './definition.ts';
import { type Draft, namedRelations, type Relation } from './draft.ts';

/** A value of a record by name of field, fact or base member. */
export type ValueByName = (name: string) => unknown;

/** The values of a record that is being written. */
export function draftValues({ values, state, title, lang, ref }: Draft): ValueByName {
  const base: Record<string, unknown> = { state, title, lang, ...(typeof ref === 'string' ? { ref } : {}) };
  return (name) => values[name] ?? base[name];
}

/** Whom a record relates to itself: people whom its marking names, agencies that its own fields name. */
export function relationsFrom(definition: AnyDefinition, marking: Marking, value: ValueByName): Relation[] {
  const { lead, 'co-lead': coLead } = definition.relates ?? {};
  const of = (kind: Relation['kind'], name: string | undefined): Relation[] => {
    const named = name === undefined ? [] : value(name);
    const agencies = (Array.isArray(named) ? named : [named]).filter((one) => typeof one === 'string' && one !== '');
    return agencies.map((agency) => ({ token: `agency:${agency}`, kind }));
  };
  return [...namedRelations(marking), ...of('lead', lead), ...of('co-lead', coLead)];
}

/** What rules look at in a record that is being written: its own values, and its parent's where it has none itself. */
export function attributesFrom(
  { attributes }: AnyDefinition,
  value: ValueByName,
  parent?: Partial<Resource>,
): RecordAttributes {
  const found = Object.entries(attributes).map(([attribute, name]): [string, unknown] => [
    attribute,
    value(name) ?? parent?.[attribute as keyof RecordAttributes],
  ]);
  return Object.fromEntries(found.filter(([, one]) => one !== undefined));
}

/** The panel of the record's access class; null outside a panel. */
export function classPanelFrom({ classPanel }: AnyDefinition, value: ValueByName): string | null {
  const panel = classPanel === undefined ? null : value(classPanel);
  return typeof panel === 'string' ? panel : null;
}

// Without letters and digits that are read for one another.
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** The reference as it is stored: four random characters at its end, since a sequence would tell of a hidden neighbour (THREATS 49). */
export function settleRef(ref: Draft['ref']): string {
  if (typeof ref === 'string') return ref;
  const random = Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${ref.prefix}-${random}`;
}
