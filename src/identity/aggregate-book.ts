import type { PinnedAggregate } from './aggregate-files.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import type { Aggregate } from './metadata-aggregate.ts';

/** What the pinned aggregates say, as this process has verified it. */
export interface AggregateBook {
  /** Changes with what is said. */
  revision(): string;
  /** That IdP's metadata, from a copy that a certificate verified which is still pinned. Throws a sentence for the operator. */
  find(pin: PinnedAggregate, entityId: string): IdpMetadata;
  /** How an aggregate does, for operators; null where nothing is known of it. */
  state(name: string): AggregateState | null;
}

/** How an aggregate does; times ISO 8601. */
export interface AggregateState {
  name: string;
  /** When its publisher was last heard to say that this is the current copy; null: never. */
  refreshedAt: string | null;
  /** The last good copy counts until then; null where there is none. */
  validUntil: string | null;
  /** Why the last refresh failed; null where it did not. */
  problem: string | null;
  /** Since when no refresh has succeeded for too long; null where it is well. */
  alarmSince: string | null;
}

/** A copy that was verified. */
export interface VerifiedCopy {
  /** SHA-256 of the document, lower-case hex. */
  digest: string;
  aggregate: Aggregate;
}

/** A sentence for operators where an aggregate needs them, or null. */
export function warningOf({ name, refreshedAt, validUntil, problem, alarmSince }: AggregateState): string | null {
  if (alarmSince === null) return null;
  const since = refreshedAt === null ? 'it was never read' : `no good refresh since ${refreshedAt}`;
  const why = problem === null ? '' : ` (${problem})`;
  return `aggregate ${name}: ${since}${why}${validUntil === null ? '' : `; its copy counts until ${validUntil}`}`;
}

/** True where the copy may be used: the certificate that verified it is still pinned. */
export function isPinned({ fingerprints }: PinnedAggregate, copy: VerifiedCopy | undefined): copy is VerifiedCopy {
  return copy !== undefined && fingerprints.includes(copy.aggregate.signedBy);
}

/** A book over copies and states that its owner keeps up to date, by name. */
export function bookOf(
  copies: ReadonlyMap<string, VerifiedCopy>,
  states: ReadonlyMap<string, AggregateState>,
): AggregateBook {
  return {
    revision: () =>
      [...copies].map(([name, { digest, aggregate }]) => `${name} ${digest} ${aggregate.signedBy}`).join('\n'),
    find: (pin, entityId) => {
      const copy = copies.get(pin.name);
      if (!isPinned(pin, copy)) {
        const problem = states.get(pin.name)?.problem;
        throw new Error(`no good copy of aggregate ${pin.name} is held${problem ? `: ${problem}` : ' yet'}`);
      }
      const found = copy.aggregate.entities.get(entityId);
      if (found === undefined) throw new Error(`aggregate ${pin.name} holds no identity provider ${entityId}`);
      if ('problem' in found) throw new Error(`in aggregate ${pin.name}: ${found.problem}`);
      return found.metadata;
    },
    state: (name) => states.get(name) ?? null,
  };
}

/** Where no aggregate was read: a check of files alone. */
export const emptyBook: AggregateBook = bookOf(new Map(), new Map());
