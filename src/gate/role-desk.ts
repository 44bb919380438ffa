import { type Action, controlRoles } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { type ActFacts, commitStep } from './commit.ts';
import { demand, demandNow } from './demand.ts';
import type { Exchange } from './exchange.ts';
import { disclosePeople } from './naming.ts';
import type { GateParts } from './parts.ts';
import { partyOf } from './policy-separation.ts';
import { proposedRole } from './role-proposal.ts';
import { needed, standsAgainstRole, stateOf } from './role-steps.ts';
import {
  applyRoleChange,
  type Confirmation,
  confirmationsOf,
  decideRoleChange,
  holdersOf,
  recertify,
  recordConfirmation,
  roleChangeOf,
  roleChangesOf,
  type StoredRoleChange,
} from './role-store.ts';
import {
  type RoleChangeView,
  type RoleHolder,
  type RoleProposal,
  type RoleStep,
  recertifyDays,
  roleSteps,
} from './role-views.ts';

const actionOf: Record<RoleStep, Action> = { confirm: 'grant', reject: 'transition', withdraw: 'transition' };

/** Roles: who holds them, and how two persons of different organisations give and take them (THREATS 13, 33). */
export class RoleDesk {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;

  constructor(parts: GateParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  /** Holders of roles that two persons gave, those due for recertification first. Throws `forbidden`. */
  async holders(): Promise<RoleHolder[]> {
    demand(this.#exchange, 'read', { type: 'role-assignment' });
    const holders = await holdersOf(this.#parts.pool, recertifyDays);
    this.#disclose(holders.map(({ person: { id }, agency }) => ({ id, agency })));
    return holders;
  }

  async changes(): Promise<RoleChangeView[]> {
    demand(this.#exchange, 'read', { type: 'role-assignment' });
    const found = await roleChangesOf(this.#parts.pool);
    return Promise.all(found.map((one) => this.#view(one)));
  }

  /** Throws `not-found`. */
  async change(number: number): Promise<RoleChangeView> {
    demand(this.#exchange, 'read', { type: 'role-assignment' });
    return this.#view(await this.#stored(number));
  }

  /** Proposes; the person is made where they were never seen. @returns the number. Throws `invalid-input` naming the field, `conflict`. */
  async propose(proposal: RoleProposal): Promise<number> {
    await demandNow(this.#parts, this.#exchange, 'create', { type: 'role-assignment' });
    const author = partyOf(this.#exchange.signedIn);
    let number = 0;
    await commitStep(this.#parts, this.#exchange, async (tx) => {
      const filed = await proposedRole(tx, proposal, author);
      number = filed.number;
      return this.#facts({ ...proposal, ...filed }, number);
    });
    return number;
  }

  /** The second person's yes; with enough of them the role is given or taken, from the next request on. */
  async confirm(number: number): Promise<void> {
    await this.#step(number, 'confirm', async (tx, change) => {
      await recordConfirmation(tx, number, partyOf(this.#exchange.signedIn));
      if ((await confirmationsOf(tx, number)).length < needed(change)) return;
      await decideRoleChange(tx, number, 'CONFIRMED');
      await applyRoleChange(tx, change, controlRoles);
    });
  }

  async reject(number: number, reason: string): Promise<void> {
    await this.#step(number, 'reject', (tx) => decideRoleChange(tx, number, 'REJECTED', reason));
  }

  async withdraw(number: number): Promise<void> {
    await this.#step(number, 'withdraw', (tx) => decideRoleChange(tx, number, 'WITHDRAWN'));
  }

  /** Says that somebody's role is still needed. Throws `not-found`, for the own role as well. */
  async recertify(id: string): Promise<void> {
    await demandNow(this.#parts, this.#exchange, 'update', { type: 'role-assignment' });
    this.#exchange.ledger.resource = { type: 'role-assignment', id };
    await commitStep(this.#parts, this.#exchange, async (tx) => {
      const done = await recertify(tx, id, this.#exchange.signedIn.person);
      if (!done) throw new AppError('not-found');
      return [{ resource: { type: 'role-assignment', id }, detail: done }];
    });
  }

  async #step(
    number: number,
    step: RoleStep,
    work: (tx: Parameters<typeof applyRoleChange>[0], change: StoredRoleChange) => Promise<void>,
  ): Promise<void> {
    await demandNow(this.#parts, this.#exchange, actionOf[step], { type: 'role-assignment' });
    const change = await this.#stored(number);
    const reason = this.#against(step, change, await confirmationsOf(this.#parts.pool, number));
    if (reason?.startsWith('second-'))
      throw new AppError('two-persons', { params: { reason: reason.replace('-', '_') } });
    if (reason !== null) throw standing(reason);
    await commitStep(this.#parts, this.#exchange, async (tx) => {
      const now = await roleChangeOf(tx, number, 'FOR UPDATE OF c');
      if (now?.state !== 'PROPOSED') throw standing('state');
      await work(tx, now);
      return this.#facts(now, number);
    });
  }

  #against(step: RoleStep, change: StoredRoleChange, confirmations: readonly Confirmation[]): string | null {
    return standsAgainstRole(step, { change, confirmations, me: partyOf(this.#exchange.signedIn), now: Date.now() });
  }

  async #stored(number: number): Promise<StoredRoleChange> {
    this.#exchange.ledger.resource = { type: 'role-assignment', id: String(number) };
    const change = await roleChangeOf(this.#parts.pool, number);
    if (!change) throw new AppError('not-found');
    return change;
  }

  #facts(
    { role, scope, person, agency, kind }: Pick<StoredRoleChange, 'role' | 'scope' | 'person' | 'agency' | 'kind'>,
    number: number,
  ): ActFacts[] {
    return [
      {
        resource: { type: 'role-assignment', id: String(number) },
        detail: { kind, role, scope, person, agency, change: number },
      },
    ];
  }

  #disclose(people: { id: string; agency: string }[]): void {
    disclosePeople(this.#exchange, people);
  }

  async #view(change: StoredRoleChange): Promise<RoleChangeView> {
    const { person, name, author, ...rest } = change;
    this.#disclose([{ id: person, agency: change.agency }]);
    const confirmations = await confirmationsOf(this.#parts.pool, change.number);
    const { sight, signedIn } = this.#exchange;
    return {
      ...rest,
      person: { id: person, name },
      state: stateOf(change, Date.now()),
      by: author.agency,
      mine: author.person === signedIn.person,
      confirmations: confirmations.map(({ agency, at }) => ({ agency, at })),
      needed: needed(change),
      steps: roleSteps.flatMap((step) => {
        const { effect, requires } = sight.decide(actionOf[step], { type: 'role-assignment' });
        // What a fresh sign-in opens is offered: the step itself leads there.
        if (effect !== 'permit' && requires.length === 0) return [];
        return [{ step, against: this.#against(step, change, confirmations) }];
      }),
    };
  }
}

/** What stands against a step, as a problem that says so in words. */
function standing(reason: string): AppError {
  return new AppError('conflict', { fields: [{ field: '', messageId: `roles.stands.${reason}`, params: {} }] });
}
