import type { Requirement } from '../../policies/attributes.ts';
import type { CompiledPolicy, SubjectPolicy } from '../../policies/compile.ts';
import type { Decision } from '../../policies/decide.ts';
import type { Environment } from '../../policies/environment.ts';
import type { ControlResource, Resource } from '../../policies/resource.ts';
import type { Subject } from '../../policies/subject.ts';
import type { Action, ContentType, PurposeCode, ResourceType } from '../../policies/vocabulary.ts';
import type { ClassRegistry } from './class-registry.ts';
import type { PolicyStore } from './policy-store.ts';
import type { SignedIn } from './signed-in.ts';
import { environmentFrom, isHeld, nextChange, subjectFrom } from './subject-source.ts';

/** Which classes a subject may read: one bit a class for each combination of the facts own and related. */
export interface Bits {
  plain: Buffer;
  own: Buffer;
  related: Buffer;
  /** Both facts at once: some rules spare only the own agency, others only related people, and a record may need both. */
  both: Buffer;
  upto: number;
}

/** What is asked for: records of a type, of which certain fields must be readable too. */
export interface BitsKey {
  type: ContentType;
  looksAt: readonly string[];
  text: string;
}

export function bitsKey(type: ContentType, looksAt: readonly string[]): BitsKey {
  return { type, looksAt, text: `${type} ${[...looksAt].sort().join(' ')}` };
}

/** What holds for every request of a subject in the same environment, apart from the moment. */
interface Lasting {
  bits: Map<string, Bits>;
  /** The rules bound to the subject; asked only where no rule looks at the moment, since its environment has an old one. */
  rules: SubjectPolicy;
}

/** Who asks, and where, when and under which rules. */
interface Standing {
  policy: CompiledPolicy;
  /** The policy epoch that these rules and attributes belong to. */
  epoch: number;
  subject: Subject;
  environment: Environment;
  held: boolean;
}

/**
 * PDP for one subject, here and now: decides single rows in memory and whole tables in SQL by the same rules.
 * It is good for one request; the bound rules and class bits behind it are shared.
 */
export class Sight {
  readonly subject: Subject;
  readonly environment: Environment;
  readonly policy: CompiledPolicy;
  /** What it decides holds under this policy epoch alone; rows of another one are not released, nothing is written. */
  readonly epoch: number;
  /** The agency whose records count as own; null for a person who is still held. */
  readonly ownAgency: string | null;
  /** Tokens under which a record's relation table may name this subject. */
  readonly tokens: string[];
  readonly #classes: ClassRegistry;
  readonly #lasting: Lasting;
  #momentary: SubjectPolicy | null = null;

  constructor(standing: Standing, classes: ClassRegistry, lasting: Lasting, agency: string) {
    const { policy, subject, environment, held } = standing;
    this.subject = subject;
    this.environment = environment;
    this.policy = policy;
    this.epoch = standing.epoch;
    this.ownAgency = held ? null : agency;
    this.tokens = held ? [subject.personToken] : [subject.personToken, ...subject.agencyAudiences];
    this.#classes = classes;
    this.#lasting = lasting;
  }

  decide(action: Action, resource: Resource | ControlResource): Decision {
    return this.#rulesFor(action, resource.type).decide(action, resource);
  }

  /** True when these steps, with one of these purposes, would open the record: nobody is asked for what would not help. */
  opensBy(steps: readonly Requirement[], purposes: readonly PurposeCode[], resource: Resource): boolean {
    const { environment } = this;
    const stepped = steps.some((step) => step !== 'purpose')
      ? { ...environment, assurance: 'mfa' as const, sessionAge: 0 }
      : environment;
    const stated = steps.includes('purpose')
      ? purposes.map((purpose) => ({ ...stepped, purpose, purposeStated: true }))
      : [stepped];
    return stated.some((then) => this.policy.decide(this.subject, 'read', resource, then).effect === 'permit');
  }

  /** False when no record of this type could ever be permitted: a matter of the role, not of a record. */
  mayEver(action: Action, type: ResourceType): boolean {
    return this.#rulesFor(action, type).mayEver(action, type);
  }

  /** Binding the rules costs more than a hundred decisions: it is done anew only where a rule looks at the moment. */
  #rulesFor(action: Action, type: ResourceType): SubjectPolicy {
    if (!this.policy.momentary(action, type)) return this.#lasting.rules;
    this.#momentary ??= this.policy.forSubject(this.subject, this.environment);
    return this.#momentary;
  }

  /** True when a policy hides this field of some record that the subject may read. */
  hides(type: ContentType, field: string): boolean {
    const all = this.bits(bitsKey(type, []));
    const some = this.bits(bitsKey(type, [field]));
    return (['plain', 'own', 'related', 'both'] as const).some((name) => !all[name].equals(some[name]));
  }

  /** The classes that the subject may read, for the WHERE clause (visible.ts): up to the highest that this instance knows. */
  bits(wanted: BitsKey): Bits {
    const known = this.#lasting.bits.get(wanted.text);
    if (known && known.upto === this.#classes.upto) return known;
    const bits = this.#computeBits(wanted.type, wanted.looksAt);
    this.#lasting.bits.set(wanted.text, bits);
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
    const resource = { type, ...accessClass, own, related };
    if (!this.#lasting.rules.permits('read', resource)) return false;
    if (looksAt.length === 0) return true;
    const { fields } = this.decide('read', resource);
    return fields === null || looksAt.every((field) => fields.includes(field));
  }
}

function setBit(buffer: Buffer, bit: number): void {
  // PostgreSQL's get_bit(bytea) counts from the least significant bit of the first byte.
  buffer[bit >> 3] = (buffer[bit >> 3] ?? 0) | (1 << (bit & 7));
}

/** What of a person's standing holds until an attribute runs out, worked out once. */
interface Known {
  policy: CompiledPolicy;
  epoch: number;
  /** When a clearance or a first day ends: Unix milliseconds. */
  until: number;
  subject: Subject;
  held: boolean;
  key: string;
}

/** Bound rules and class bits of the last subjects, so that one person's next request works out nothing twice. */
export class SightCache {
  readonly #policies: PolicyStore;
  readonly #classes: ClassRegistry;
  readonly #entries = new Map<string, Lasting>();
  /** By the session's own object: whatever changes in a session makes another one. */
  readonly #known = new WeakMap<SignedIn, Known>();
  readonly #capacity = 2000;

  constructor(policies: PolicyStore, classes: ClassRegistry) {
    this.#policies = policies;
    this.#classes = classes;
  }

  /** The sight of a person at this instant, under the policy that this instance knows. */
  of(signedIn: SignedIn): Sight {
    const now = Date.now();
    const environment = environmentFrom(signedIn, now);
    const { policy, epoch, subject, held, key } = this.#knownOf(signedIn, environment, now);
    const standing: Standing = { policy, epoch, subject, environment, held };
    return new Sight(standing, this.#classes, this.#lastingOf(key, standing), signedIn.agency);
  }

  #knownOf(signedIn: SignedIn, environment: Environment, now: number): Known {
    const { current: policy, epoch } = this.#policies;
    const known = this.#known.get(signedIn);
    if (known && known.policy === policy && known.epoch === epoch && now < known.until) return known;
    const subject = subjectFrom(signedIn, now);
    const held = isHeld(signedIn, now);
    const key = keyOf({ policy, epoch, subject, environment, held });
    const fresh = { policy, epoch, until: nextChange(signedIn, now), subject, held, key };
    this.#known.set(signedIn, fresh);
    return fresh;
  }

  #lastingOf(key: string, { policy, subject, environment }: Standing): Lasting {
    const known = this.#entries.get(key) ?? { bits: new Map(), rules: policy.forSubject(subject, environment) };
    // Re-inserted: a Map iterates in insertion order, so the first key is the one unused for longest.
    this.#entries.delete(key);
    this.#entries.set(key, known);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > this.#capacity && oldest !== undefined) this.#entries.delete(oldest);
    return known;
  }
}

/** Everything a decision may look at, beside the moment: read rules never know the time nor the session's age. */
function keyOf({ policy, epoch, subject, environment, held }: Standing): string {
  const { purpose, purposeStated, assurance, idpStatus } = environment;
  return JSON.stringify([policy.version, epoch, subject, held, purpose, purposeStated, assurance, idpStatus]);
}
