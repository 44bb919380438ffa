import type pg from 'pg';
import type { DetailOf } from '../../audit/events.ts';
import type { Action } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { type ActFacts, commitStep } from './commit.ts';
import { demand, demandNow } from './demand.ts';
import type { Exchange } from './exchange.ts';
import type { ApplicationView, RegistrationForm } from './federation-views.ts';
import { type NewNotice, tellAgencies } from './notices.ts';
import type { GateParts } from './parts.ts';
import { partyOf } from './policy-separation.ts';
import {
  applicationOf,
  applicationsOf,
  enforceApplication,
  insertApplication,
  moveApplication,
  offerTest,
  recordStep,
  type StoredApplication,
  stepsOf,
} from './provider-application.ts';
import { type ApplicationSituation, standsAgainstApplication, waitsUntil } from './provider-steps.ts';
import { type ApplicationStep, applicationSteps } from './registry-words.ts';

type ApplicationEvent = `federation.${'apply' | 'vet' | 'pin' | 'test_link' | 'confirm' | 'activate' | 'reject'}`;

/** How long the link of a test sign-in is good. */
const testDays = 7;

/**
 * How a provider comes into the federation, step by step (FEDERATION, Registration): applied for by one operator, vetted and put
 * into force by one of another organisation, its key compared out of band, tried by a sign-in that opens no session, and confirmed
 * by the agencies that have a provider already. Each step is written with its one entry in one transaction; the database holds it too.
 */
export class ProviderDesk {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;

  constructor(parts: GateParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  /** Every application, those under way first. Throws `forbidden`. */
  async all(): Promise<ApplicationView[]> {
    demand(this.#exchange, 'read', { type: 'identity-provider' });
    const found = await applicationsOf(this.#parts.pool);
    return Promise.all(found.map((one) => this.#view(one)));
  }

  /** One application, to operators and to the agencies that it speaks for. Throws `not-found`, alike where it is closed to the reader. */
  async one(number: number): Promise<ApplicationView> {
    return this.#view(await this.#readable(number));
  }

  /** Applies for a provider, or for another registration of one. Throws `invalid-input` naming the field, `conflict`. */
  async apply(form: RegistrationForm, reason: string): Promise<number> {
    await demandNow(this.#parts, this.#exchange, 'create', { type: 'identity-provider' });
    const prepared = await this.#parts.federation.prepare(form);
    const author = partyOf(this.#exchange.signedIn);
    let number = 0;
    await commitStep(this.#parts, this.#exchange, async (tx) => {
      const filed = await insertApplication(tx, prepared, { author, reason });
      if (filed === null) throw standing('open-already');
      number = filed;
      const application = await this.#locked(tx, number);
      await tellAgencies(tx, await applicationNotices(tx, application));
      return this.#facts(application, 'federation.apply', { wider: prepared.wider.length });
    });
    return number;
  }

  /** The second organisation says that it knows who applies, and for whom. */
  async vet(number: number): Promise<void> {
    await this.#step(number, 'vet', 'transition', 'federation.vet', async (tx, application) => {
      await recordStep(tx, application.number, 'vet', partyOf(this.#exchange.signedIn));
      await moveApplication(tx, application.number, 'VETTED');
    });
  }

  /** Compares the key with what the agency's contact read out. Throws `invalid-input` where it is another. */
  async pin(number: number, typed: string): Promise<void> {
    await this.#step(number, 'pin', 'transition', 'federation.pin', async (tx, application) => {
      demandFingerprints(application, typed);
      await recordStep(tx, application.number, 'pin', partyOf(this.#exchange.signedIn));
      await moveApplication(tx, application.number, 'PINNED');
    });
  }

  /** A link with which somebody at the provider tries the sign-in; it is shown once. @returns its address */
  async testLink(number: number): Promise<string> {
    const { token, hash } = this.#parts.federation.newTestToken();
    let entityId = '';
    await this.#step(number, 'test', 'update', 'federation.test_link', async (tx, application) => {
      entityId = application.entityId;
      await offerTest(tx, application.number, hash, testDays);
    });
    return this.#parts.federation.testAddress(entityId, token);
  }

  /** The own agency's yes, through the provider that it has. */
  async confirm(number: number): Promise<void> {
    await this.#step(number, 'confirm', 'approve', 'federation.confirm', async (tx, application) => {
      await recordStep(tx, application.number, 'confirm', partyOf(this.#exchange.signedIn));
    });
  }

  /** Puts what was applied for into force: from the next sign-in on, on every instance. */
  async activate(number: number): Promise<void> {
    await this.#step(number, 'activate', 'activate', 'federation.activate', async (tx, application) => {
      await recordStep(tx, application.number, 'activate', partyOf(this.#exchange.signedIn));
      await enforceApplication(tx, application);
      const { alias, agencies } = application;
      const detail = { alias, application: number };
      await tellAgencies(
        tx,
        agencies.map((agency): NewNotice => ({ agency, kind: 'activation', about: String(number), detail })),
      );
    });
  }

  /** Ends the application for good. */
  async reject(number: number, reason: string): Promise<void> {
    await this.#step(number, 'reject', 'transition', 'federation.reject', async (tx, application) => {
      await recordStep(tx, application.number, 'reject', partyOf(this.#exchange.signedIn));
      await moveApplication(tx, application.number, 'REJECTED', reason);
    });
  }

  /** Operators see every application, officers those that speak for their own agency; to others there is none. */
  async #readable(number: number): Promise<StoredApplication> {
    const { ledger, sight, signedIn } = this.#exchange;
    ledger.resource = { type: 'identity-provider', id: String(number) };
    const application = await applicationOf(this.#parts.pool, number);
    const own = application?.agencies.includes(signedIn.agency) ?? false;
    const decision = sight.decide('read', { type: 'identity-provider', own });
    ledger.decided(decision);
    if (!application || decision.effect !== 'permit') throw new AppError('not-found');
    return application;
  }

  async #situation(application: StoredApplication): Promise<ApplicationSituation> {
    const taken = await stepsOf(this.#parts.pool, application.number);
    return { application, taken, me: partyOf(this.#exchange.signedIn), now: Date.now() };
  }

  /** One step: decided by the rules, held against the application as it stands, then written with the row locked. */
  async #step(
    number: number,
    step: ApplicationStep,
    action: Action,
    event: ApplicationEvent,
    work: (tx: pg.PoolClient, application: StoredApplication) => Promise<void>,
  ): Promise<void> {
    const application = await this.#readable(number);
    const own = application.confirming.includes(this.#exchange.signedIn.agency);
    await demandNow(this.#parts, this.#exchange, action, { type: 'identity-provider', own });
    this.#demandFree(step, await this.#situation(application));
    await commitStep(this.#parts, this.#exchange, async (tx) => {
      const now = await this.#locked(tx, number);
      if (now.rowVersion !== application.rowVersion) throw new AppError('stale-version');
      await work(tx, now);
      return this.#facts(now, event, {});
    });
  }

  #demandFree(step: ApplicationStep, situation: ApplicationSituation): void {
    const reason = standsAgainstApplication(step, situation);
    if (reason === null) return;
    // Told apart in the log: an attempt to be one's own second person is a denial, not a slip.
    if (reason.startsWith('second-'))
      throw new AppError('two-persons', { params: { reason: reason.replace('-', '_') } });
    throw standing(reason);
  }

  async #locked(tx: pg.PoolClient, number: number): Promise<StoredApplication> {
    const application = await applicationOf(tx, number, 'FOR UPDATE');
    if (!application) throw new AppError('not-found');
    return application;
  }

  #facts(application: StoredApplication, event: ApplicationEvent, more: DetailOf<'federation.apply'>): ActFacts[] {
    const { number, alias, fingerprints } = application;
    const [certificate, otherCertificate] = fingerprints;
    const keys = { ...(certificate ? { certificate } : {}), ...(otherCertificate ? { otherCertificate } : {}) };
    this.#exchange.ledger.note(event, { alias, application: number });
    return [
      {
        resource: { type: 'identity-provider', id: String(number) },
        detail: { alias, application: number, ...keys, ...more },
      },
    ];
  }

  async #view(application: StoredApplication): Promise<ApplicationView> {
    const situation = await this.#situation(application);
    const { author, configuration: _, ...rest } = application;
    const { person, agency } = this.#exchange.signedIn;
    const may = (action: Action) =>
      this.#exchange.sight.decide(action, { type: 'identity-provider', own: application.confirming.includes(agency) });
    const actionOf: Record<ApplicationStep, Action> = {
      vet: 'transition',
      pin: 'transition',
      test: 'update',
      confirm: 'approve',
      activate: 'activate',
      reject: 'transition',
    };
    return {
      ...rest,
      agency: author.agency,
      mine: author.person !== null && author.person === person,
      certificates: this.#parts.federation.certificates(application.registration.certificates),
      waitsUntil: waitsUntil(application),
      taken: situation.taken.map(({ step, agency: by, at }) => ({ step, agency: by, at })),
      steps: applicationSteps.flatMap((step) => {
        const { effect, requires } = may(actionOf[step]);
        // What a fresh sign-in opens is offered: the step itself leads there.
        if (effect !== 'permit' && requires.length === 0) return [];
        return [{ step, against: standsAgainstApplication(step, situation) }];
      }),
    };
  }
}

/** What stands against a step, as a problem that says so in words. */
function standing(reason: string): AppError {
  return new AppError('conflict', { fields: [{ field: '', messageId: `federation.stands.${reason}`, params: {} }] });
}

/** Every fingerprint must have been read out; spaces, colons and case are how people read them. */
function demandFingerprints({ fingerprints }: StoredApplication, typed: string): void {
  const read = typed.toLowerCase().replace(/[^0-9a-f]/g, '');
  const whole = fingerprints.every((one) => read.includes(one)) && read.length === fingerprints.length * 64;
  if (whole) return;
  const messageId = read.length % 64 === 0 && read.length > 0 ? 'input.fingerprint.other' : 'input.fingerprint';
  throw new AppError('invalid-input', {
    fields: [{ field: 'fingerprint', messageId, params: { count: fingerprints.length, letters: '0–9, a–f' } }],
  });
}

/** The agencies of the country hear of it, and those that must confirm are asked. */
async function applicationNotices(tx: pg.PoolClient, application: StoredApplication): Promise<NewNotice[]> {
  const { number, alias, participant, agencies, confirming } = application;
  const { rows } = await tx.query<{ code: string }>(
    `SELECT code FROM agency WHERE (participant = $1 OR code = ANY ($2)) AND status = 'ACTIVE'`,
    [participant, agencies],
  );
  return rows.map(({ code: agency }) => ({
    agency,
    kind: confirming.includes(agency) ? 'confirmation' : 'application',
    about: String(number),
    detail: { alias, application: number, agencies: agencies.join(', ') },
  }));
}
