import type { CompiledPolicy } from '../../policies/compile.ts';
import type { Environment } from '../../policies/environment.ts';
import { explain } from '../../policies/explain.ts';
import { nearestPermit } from '../../policies/nearest.ts';
import type { AccessClass, ControlResource } from '../../policies/resource.ts';
import { type Subject, subjectOf } from '../../policies/subject.ts';
import {
  type Action,
  type Classification,
  contentTypes,
  type ResourceType,
  type Role,
} from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { demand } from './demand.ts';
import { directoryRule, disclosePeople } from './naming.ts';
import { type NamedPerson, peopleOf } from './people.ts';
import { PolicyReading, standing } from './policy-reading.ts';
import type { Trial } from './policy-views.ts';

/** Who is tried: somebody of the own agency as they are, or an invented person of a real agency. */
export type TrialWho = { person: string } | { agency: string; role: Role; clearance: Classification };

/** What is tried, by whom and on which policy beside the one in force. */
export interface TrialQuestion {
  who: TrialWho;
  environment: Pick<Environment, 'purpose' | 'purposeStated' | 'assurance'>;
  action: Action;
  type: ResourceType;
  /** An invented marking, or the number of a stored class. */
  marking: AccessClass | number;
  /** Agency that owns the imagined record; empty: an agency that nobody tried belongs to. */
  originator: string;
  related: boolean;
  /** A change to hold against the version in force. */
  against: number | null;
}

/** "Try as a person": what a policy answers to an imagined question. It reads no record. */
export class PolicyTrial extends PolicyReading {
  /** Answers by the version in force, then by the change. */
  async tryAs(question: TrialQuestion): Promise<{ active: Trial; change: Trial | null; subject: Subject }> {
    demand(this.exchange, 'simulate', { type: 'policy' });
    this.exchange.ledger.note('policy.try', { version: question.against ?? this.exchange.sight.policy.version });
    const subject = await this.#subjectOf(question.who);
    const other = question.against === null ? null : await this.policyOf(question.against);
    const ask = (policy: CompiledPolicy) => this.#ask(policy, subject, question);
    return { active: ask(this.exchange.sight.policy), change: other && ask(other), subject };
  }

  /** People whom this administrator may see by name: those of the own agency (rule PERSON-READ). */
  async peopleToTry(): Promise<NamedPerson[]> {
    const { agency } = this.exchange.signedIn;
    if (!directoryRule(this.exchange)(agency)) return [];
    const people = await peopleOf(this.parts.pool, { find: '', keep: [], agencies: [agency] });
    disclosePeople(this.exchange, people);
    return people;
  }

  /** The classes of what is stored: markings, without a record and without a name. */
  classesToTry(): { id: number; accessClass: AccessClass }[] {
    const { classes } = this.parts;
    return Array.from({ length: classes.upto }, (_, index) => index + 1).flatMap((id) => {
      const accessClass = classes.get(id);
      return accessClass ? [{ id, accessClass: withoutPeople(accessClass) }] : [];
    });
  }

  protected demandPolicy(policy: CompiledPolicy | null): CompiledPolicy {
    if (!policy) throw standing('not-good');
    return policy;
  }

  #ask(policy: CompiledPolicy, subject: Subject, question: TrialQuestion): Trial {
    const { action, type } = question;
    const environment = this.#environmentOf(question);
    const resource = this.#resourceOf(question, subject);
    const decision = policy.decide(subject, action, resource, environment);
    return {
      version: policy.version,
      effect: decision.effect,
      ruleIds: decision.ruleIds,
      requires: decision.requires,
      sentences: explain(policy, subject, action, resource, environment),
      nearest:
        decision.effect === 'permit'
          ? null
          : nearestPermit(policy, { subject, environment }, action, { ...resource, type }),
    };
  }

  #environmentOf({ environment }: TrialQuestion): Environment {
    return { ...environment, now: new Date().toISOString(), idpStatus: 'ACTIVE', sessionAge: 0 };
  }

  #resourceOf({ type, marking, originator, related }: TrialQuestion, subject: Subject): ControlResource {
    const own = originator === subject.agency;
    if (!(contentTypes as readonly string[]).includes(type)) return { type, own, related };
    const accessClass = typeof marking === 'number' ? this.parts.classes.get(marking) : marking;
    if (!accessClass)
      throw new AppError('invalid-input', { fields: [{ field: 'class', messageId: 'input.invalid', params: {} }] });
    return { type, ...accessClass, own, related, ...(originator ? { originator } : {}) };
  }

  async #subjectOf(who: TrialWho): Promise<Subject> {
    if ('person' in who) {
      const known = (await this.peopleToTry()).some(({ id }) => id === who.person);
      const subject = known ? await this.parts.effects.subject(who.person) : null;
      if (subject) return subject;
      throw new AppError('invalid-input', { fields: [{ field: 'person', messageId: 'input.invalid', params: {} }] });
    }
    const agency = (await this.parts.effects.agency(who.agency)) ?? null;
    if (!agency)
      throw new AppError('invalid-input', { fields: [{ field: 'agency', messageId: 'input.invalid', params: {} }] });
    return subjectOf({
      ...agency,
      person: '00000000-0000-0000-0000-000000000000',
      clearance: who.clearance,
      roles: [who.role],
    });
  }
}

function withoutPeople(accessClass: AccessClass): AccessClass {
  return { ...accessClass, except: accessClass.except.filter((token) => !token.startsWith('person:')) };
}
