import { type SQL, sql } from 'drizzle-orm';
import type { CompiledPolicy } from '../../policies/compile.ts';
import type { Decision } from '../../policies/decide.ts';
import type { Environment } from '../../policies/environment.ts';
import type { ControlResource, Resource } from '../../policies/resource.ts';
import type { Subject } from '../../policies/subject.ts';
import type { Action, ContentType, ResourceType } from '../../policies/vocabulary.ts';
import type { ClassRegistry } from './class-registry.ts';
import type { Guard } from './definition.ts';
import type { PolicyStore } from './policy-store.ts';
import type { SignedIn } from './signed-in.ts';
import { environmentFrom, isHeld, subjectFrom } from './subject-source.ts';

/** Which classes a subject may read: one bit a class for each combination of the facts own and related. */
interface Bits {
  plain: Buffer;
  own: Buffer;
  related: Buffer;
  /** Both facts at once: some rules spare only the own agency, others only related people, and a record may need both. */
  both: Buffer;
  upto: number;
}

/**
 * PDP for one subject, here and now: decides single rows in memory and whole tables in SQL by the same rules.
 * It is good for one request; the class bits behind it are shared.
 */
export class Sight {
  readonly subject: Subject;
  readonly environment: Environment;
  readonly policy: CompiledPolicy;
  /** The agency whose records count as own; null for a person who is still held. */
  readonly ownAgency: string | null;
  /** Tokens under which a record's relation table may name this subject. */
  readonly tokens: string[];
  readonly #classes: ClassRegistry;
  readonly #evaluator: ReturnType<CompiledPolicy['forSubject']>;
  readonly #bits: Map<string, Bits>;

  constructor(
    policy: CompiledPolicy,
    classes: ClassRegistry,
    bits: Map<string, Bits>,
    signedIn: SignedIn,
    now: number,
  ) {
    const held = isHeld(signedIn, now);
    this.subject = subjectFrom(signedIn, now);
    this.environment = environmentFrom(signedIn, now);
    this.policy = policy;
    this.ownAgency = held ? null : signedIn.agency;
    this.tokens = held ? [this.subject.personToken] : [this.subject.personToken, ...this.subject.agencyAudiences];
    this.#classes = classes;
    this.#bits = bits;
    this.#evaluator = policy.forSubject(this.subject, this.environment);
  }

  decide(action: Action, resource: Resource | ControlResource): Decision {
    return this.#evaluator.decide(action, resource);
  }

  /** False when no record of this type could ever be permitted: a matter of the role, not of a record. */
  mayEver(action: Action, type: ResourceType): boolean {
    return this.policy.mayEver(this.subject, action, type, this.environment);
  }

  /** The condition that keeps out every row this subject may not read; NULL-free. `looksAt`: fields that must be readable too. */
  visible(guard: Guard, looksAt: readonly string[] = []): SQL {
    const { classId, originator } = guard.columns;
    const bits = this.#bitsFor(guard.type, looksAt);
    const own = sql`(${originator} = ${this.ownAgency}::text) IS TRUE`;
    return sql`(CASE WHEN ${classId} <= ${bits.upto} THEN
      get_bit(${bits.plain}::bytea, ${classId}) <> 0
      OR (get_bit(${bits.own}::bytea, ${classId}) <> 0 AND ${own})
      OR (get_bit(${bits.related}::bytea, ${classId}) <> 0 AND ${this.relatedFact(guard)})
      OR (get_bit(${bits.both}::bytea, ${classId}) <> 0 AND ${own} AND ${this.relatedFact(guard)})
      ELSE false END)`;
  }

  /** True when the subject is named, leads, co-leads or holds a live grant; on TLP:RED only a name counts. */
  relatedFact(guard: Guard): SQL {
    const { id, tlp } = guard.columns;
    return sql`EXISTS (SELECT 1 FROM relation WHERE relation.record = ${id} AND relation.token = ANY (${sql.param(this.tokens)}::text[])
      AND relation.until > now() AND (relation.kind = 'named' OR ${tlp} <> 'RED'))`;
  }

  #bitsFor(type: ContentType, looksAt: readonly string[]): Bits {
    const key = `${type} ${[...looksAt].sort().join(' ')}`;
    const known = this.#bits.get(key);
    if (known && known.upto === this.#classes.upto) return known;
    const bits = this.#computeBits(type, looksAt);
    this.#bits.set(key, bits);
    return bits;
  }

  #computeBits(type: ContentType, looksAt: readonly string[]): Bits {
    const upto = this.#classes.upto;
    const empty = () => Buffer.alloc((upto >> 3) + 1);
    const bits: Bits = { plain: empty(), own: empty(), related: empty(), both: empty(), upto };
    for (let id = 1; id <= upto; id++) {
      if (this.#mayRead(type, id, looksAt, false, false)) setBit(bits.plain, id);
      if (this.#mayRead(type, id, looksAt, true, false)) setBit(bits.own, id);
      if (this.#mayRead(type, id, looksAt, false, true)) setBit(bits.related, id);
      if (this.#mayRead(type, id, looksAt, true, true)) setBit(bits.both, id);
    }
    return bits;
  }

  #mayRead(type: ContentType, classId: number, looksAt: readonly string[], own: boolean, related: boolean): boolean {
    const accessClass = this.#classes.get(classId);
    if (!accessClass) return false;
    const decision = this.#evaluator.decide('read', { type, ...accessClass, own, related });
    const { fields } = decision;
    return decision.effect === 'permit' && (fields === null || looksAt.every((field) => fields.includes(field)));
  }
}

function setBit(buffer: Buffer, bit: number): void {
  // PostgreSQL's get_bit(bytea) counts from the least significant bit of the first byte.
  buffer[bit >> 3] = (buffer[bit >> 3] ?? 0) | (1 << (bit & 7));
}

/** Class bits of the last subjects, so that one person's next request decides nothing twice. */
export class SightCache {
  readonly #policies: PolicyStore;
  readonly #classes: ClassRegistry;
  readonly #entries = new Map<string, Map<string, Bits>>();
  readonly #capacity = 2000;

  constructor(policies: PolicyStore, classes: ClassRegistry) {
    this.#policies = policies;
    this.#classes = classes;
  }

  /** The sight of a person at this instant, under the policy that this instance knows. */
  of(signedIn: SignedIn): Sight {
    const now = Date.now();
    const policy = this.#policies.current;
    const key = JSON.stringify([policy.version, this.#policies.epoch, cacheKey(signedIn, now)]);
    return new Sight(policy, this.#classes, this.#bitsOf(key), signedIn, now);
  }

  #bitsOf(key: string): Map<string, Bits> {
    const known = this.#entries.get(key) ?? new Map<string, Bits>();
    // Re-inserted: a Map iterates in insertion order, so the first key is the one unused for longest.
    this.#entries.delete(key);
    this.#entries.set(key, known);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > this.#capacity && oldest !== undefined) this.#entries.delete(oldest);
    return known;
  }
}

/** Everything a read decision may look at: read rules know neither the time nor the session's age. */
function cacheKey(signedIn: SignedIn, now: number): unknown[] {
  const { purpose, purposeStated, assurance, idpStatus } = environmentFrom(signedIn, now);
  return [subjectFrom(signedIn, now), isHeld(signedIn, now), purpose, purposeStated, assurance, idpStatus];
}
