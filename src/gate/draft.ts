import type { AxisName, Marking } from '../../policies/vocabulary.ts';
import type { AnyDefinition, RecordAttributes } from './definition.ts';

export interface Relation {
  token: string;
  kind: 'named' | 'lead' | 'co-lead';
}

/** A record to be written. Values by name of field or fact; names come from feature code, never from a request. */
export interface Draft {
  /** Absent for a part that lives under its parent's marking. */
  marking?: Marking;
  lang: string;
  state: string;
  title: string;
  /** The whole reference, or what stands before the random part that the gate appends (THREATS 49). */
  ref: string | { prefix: string };
  values: Record<string, unknown>;
  /** What rules look at and neither the values nor a parent tell: for loaders, which write parts by themselves. */
  attributes?: RecordAttributes;
  /** Parts written with it, in the same transaction; `parent` names the field that holds its id. */
  parts?: { definition: AnyDefinition; parent: string; draft: PartDraft }[];
}

/** A part without a marking of its own. */
export interface PartDraft {
  values: Record<string, unknown>;
}

/** A change to a stored record. Relations and class follow from the values (src/gate/derived.ts). */
export interface Revision {
  /** The version that the editor saw; another one stored means a stale edit. */
  version: number;
  values: Record<string, unknown>;
  marking?: Marking;
}

/** A move along one axis of a record. */
export interface Move {
  version: number;
  /** `state` unless the record moves along several axes. */
  axis?: AxisName;
  to: string;
  reason?: string;
  /** What the step says beside its reason; fields that its axis names. */
  values?: Record<string, unknown>;
}

/** The people whom a marking names, as relations of the record. */
export function namedRelations(marking: Marking): Relation[] {
  return marking.releasableTo
    .filter((token) => token.startsWith('person:'))
    .map((token) => ({ token, kind: 'named' as const }));
}
