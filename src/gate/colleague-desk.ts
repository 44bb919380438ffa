import type { Action } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { type Colleague, colleaguesOf, type OwnProvider, providersFor, register, vouch } from './colleagues.ts';
import { commitStep } from './commit.ts';
import { demand, demandNow } from './demand.ts';
import type { Exchange } from './exchange.ts';
import { disclosePeople } from './naming.ts';
import type { GateParts } from './parts.ts';

/** Somebody as their provider names them. */
export interface NewColleague {
  /** Alias of the provider; empty where the agency has one alone. */
  provider: string;
  subjectId: string;
}

export interface Colleagues {
  people: Colleague[];
  providers: OwnProvider[];
  /** What the asker may do beside reading: their role, a fresh sign-in aside; nobody who is held themselves. */
  mayVouch: boolean;
}

/** The own agency's people: whom the portal knows, and for whom a colleague stands in (THREATS 40). */
export class ColleagueDesk {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;

  constructor(parts: GateParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  /** Throws `forbidden`. */
  async all(): Promise<Colleagues> {
    demand(this.#exchange, 'read', { type: 'person', own: true });
    const { agency } = this.#exchange.signedIn;
    const { pool } = this.#parts;
    const [people, providers] = await Promise.all([colleaguesOf(pool, agency), providersFor(pool, agency)]);
    disclosePeople(
      this.#exchange,
      people.map(({ id }) => ({ id, agency })),
    );
    const { effect, requires } = this.#exchange.sight.decide('update', { type: 'person', own: true });
    return { people, providers, mayVouch: (effect === 'permit' || requires.length > 0) && !this.#isHeld() };
  }

  /** Says that somebody who came for the first time belongs to the agency. Throws `not-found`, `conflict`. */
  async vouch(id: string): Promise<void> {
    await this.#demand('update');
    const { agency, person } = this.#exchange.signedIn;
    this.#exchange.ledger.resource = { type: 'person', id };
    if (id === person) throw standing('self');
    await commitStep(this.#parts, this.#exchange, async (tx) => {
      if (!(await vouch(tx, id, agency, person))) throw new AppError('not-found');
      return [{ resource: { type: 'person', id, originator: agency } }];
    });
  }

  /** Registers somebody beforehand: they are not held when they come. @returns the id. Throws `invalid-input` naming the field. */
  async register({ provider, subjectId }: NewColleague): Promise<string> {
    await this.#demand('create');
    const { agency, person } = this.#exchange.signedIn;
    const providers = await providersFor(this.#parts.pool, agency);
    const chosen =
      provider === '' && providers.length === 1 ? providers[0] : providers.find(({ alias }) => alias === provider);
    if (!chosen)
      throw wrong('provider', 'input.colleague.provider', { found: providers.map(({ alias }) => alias).join(', ') });
    const name = subjectId.toLowerCase();
    const scope = /^[a-z0-9][a-z0-9=-]{0,126}@([a-z0-9][a-z0-9.-]{0,126})$/.exec(name)?.[1];
    if (!scope || !chosen.scopes.includes(scope))
      throw wrong('subjectId', 'input.colleague.subject', { scopes: chosen.scopes.map((one) => `@${one}`).join(', ') });
    let id = '';
    await commitStep(this.#parts, this.#exchange, async (tx) => {
      const made = await register(tx, { entityId: chosen.entityId, subjectId: name, agency, by: person });
      if (made === null) throw wrong('subjectId', 'input.colleague.known');
      id = made;
      return [{ resource: { type: 'person', id, originator: agency } }];
    });
    return id;
  }

  #isHeld(): boolean {
    const { heldUntil } = this.#exchange.signedIn;
    return heldUntil !== null && Date.parse(heldUntil) > Date.now();
  }

  async #demand(action: Action): Promise<void> {
    await demandNow(this.#parts, this.#exchange, action, { type: 'person', own: true });
    if (this.#isHeld()) throw standing('held');
  }
}

function wrong(field: string, messageId: string, params: Record<string, string> = {}): AppError {
  return new AppError('invalid-input', { fields: [{ field, messageId, params }] });
}

function standing(reason: string): AppError {
  return new AppError('conflict', { fields: [{ field: '', messageId: `colleague.stands.${reason}`, params: {} }] });
}
