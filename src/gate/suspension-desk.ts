import { type Given, givenTo } from '../../audit/insight.ts';
import { AppError } from '../errors.ts';
import { type ActFacts, commitStep } from './commit.ts';
import { demand, demandNow } from './demand.ts';
import type { Exchange } from './exchange.ts';
import type { GateParts } from './parts.ts';
import { notSecondTo, partyOf } from './policy-separation.ts';
import { reportDays, type SuspensionKind } from './registry-words.ts';
import { beginSuspension, targetOf, tellOriginators } from './suspension.ts';
import { endSuspension, type StoredSuspension, suspensionOf, suspensionsOf } from './suspension-store.ts';
import type { SuspensionReport, SuspensionView } from './suspension-views.ts';

/** Shutting out an identity provider, an agency or a person: at once by one operator, lifted by one of another organisation. */
export class SuspensionDesk {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;

  constructor(parts: GateParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  async all(): Promise<SuspensionView[]> {
    demand(this.#exchange, 'read', { type: 'suspension' });
    const found = await suspensionsOf(this.#parts.pool);
    this.#exchange.ledger.note('suspension.read', { suspensions: found.length });
    return found.map((one) => this.#view(one));
  }

  /** One suspension with what was read before it. Throws `not-found`. */
  async report(id: string): Promise<SuspensionReport> {
    demand(this.#exchange, 'read', { type: 'suspension' });
    const suspension = await this.#stored(id);
    const given = await this.#givenBefore(suspension);
    this.#exchange.ledger.note('suspension.read', { suspensions: 1 });
    return { ...this.#view(suspension), given };
  }

  /** Shuts out, and tells the agencies concerned and every originator of what was read. @returns its id. Throws `invalid-input`. */
  async begin(kind: SuspensionKind, name: string, reason: string): Promise<string> {
    await demandNow(this.#parts, this.#exchange, 'create', { type: 'suspension' });
    const target = await targetOf(this.#parts.pool, kind, name);
    let id = '';
    await commitStep(this.#parts, this.#exchange, async (tx) => {
      const done = await beginSuspension(tx, target, partyOf(this.#exchange.signedIn), reason);
      id = done.id;
      return [this.#facts({ id, ...target }, { ended: done.sessions })];
    });
    // Shutting out waits for nothing; what was read is told right after.
    await tellOriginators(this.#parts.pool, id, target);
    return id;
  }

  lift(id: string, reason: string): Promise<void> {
    return this.#end(id, 'lifted', reason);
  }

  /** For good: a provider that was expelled is not registered again. */
  expel(id: string, reason: string): Promise<void> {
    return this.#end(id, 'expelled', reason);
  }

  async #end(id: string, ended: 'lifted' | 'expelled', reason: string): Promise<void> {
    await demandNow(this.#parts, this.#exchange, 'transition', { type: 'suspension' });
    const suspension = await this.#stored(id);
    const against = this.#against(suspension);
    if (against?.startsWith('second-'))
      throw new AppError('two-persons', { params: { reason: against.replace('-', '_') } });
    if (against !== null) throw standing(against);
    if (ended === 'expelled' && suspension.kind !== 'identity-provider') throw standing('no-provider');
    await commitStep(this.#parts, this.#exchange, async (tx) => {
      const now = await suspensionOf(tx, id, 'FOR UPDATE OF s');
      if (now?.ended !== null) throw standing('ended');
      await endSuspension(tx, suspension, ended, partyOf(this.#exchange.signedIn), reason);
      return [this.#facts(suspension, {})];
    });
  }

  async #stored(id: string): Promise<StoredSuspension> {
    this.#exchange.ledger.resource = { type: 'suspension', id };
    const suspension = await suspensionOf(this.#parts.pool, id);
    if (!suspension) throw new AppError('not-found');
    return suspension;
  }

  #givenBefore({ id, at }: Pick<StoredSuspension, 'id' | 'at'>): Promise<Given[]> {
    const since = new Date(Date.parse(at) - reportDays * 86_400_000).toISOString();
    return givenTo(this.#parts.pool, this.#exchange.signedIn.person, id, since);
  }

  #against(suspension: StoredSuspension): string | null {
    if (suspension.ended !== null) return 'ended';
    const reason = notSecondTo(suspension.author, partyOf(this.#exchange.signedIn));
    return reason && `second-${reason}`;
  }

  #view(suspension: StoredSuspension): SuspensionView {
    const { author, subject: _, ...rest } = suspension;
    return { ...rest, agency: author.agency, against: this.#against(suspension) };
  }

  #facts({ id, kind, subject }: Pick<StoredSuspension, 'id' | 'kind' | 'subject'>, more: { ended?: number }): ActFacts {
    return { resource: { type: 'suspension', id }, detail: { kind, subject: subject.slice(0, 300), ...more } };
  }
}

function standing(reason: string): AppError {
  return new AppError('conflict', { fields: [{ field: '', messageId: `suspension.stands.${reason}`, params: {} }] });
}
