import type pg from 'pg';
import { type OwnEntry, ownEntries } from '../../audit/insight.ts';
import type { PurposeCode } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { commitAct } from './commit.ts';
import { demand, demandNow } from './demand.ts';
import type { Exchange } from './exchange.ts';
import type { GateParts } from './parts.ts';
import type { OpenSession, RecentPurpose, StatedPurpose } from './signed-in.ts';

const own = { type: 'session', own: true } as const;

/** What a person may do with the own session: state a purpose, end it. */
export class SessionDesk {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;

  constructor(parts: GateParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  /** The purpose stated last, so that "continue as yesterday" is one button. */
  async lastPurpose(): Promise<StatedPurpose | null> {
    const [last] = await this.#parts.sessions.recentPurposes(this.#exchange.signedIn.person);
    return last ?? null;
  }

  /** Purposes that were stated before and may be stated again, each once: first those for this page, then the last one first. */
  async recentPurposes(path: string): Promise<RecentPurpose[]> {
    const { person, purposes } = this.#exchange.signedIn;
    const recent = await this.#parts.sessions.recentPurposes(person);
    const open = recent.filter(({ code }) => purposes.includes(code));
    return [...open.filter((one) => one.path === path), ...open.filter((one) => one.path !== path)].slice(0, 5);
  }

  /** When the person was last here before this session; null at the first visit. It stands while the session lasts. */
  lastVisit(): Promise<string | null> {
    return this.#parts.sessions.lastVisit(this.#exchange.signedIn.session);
  }

  /** States the purpose of this session. Throws `invalid-input` when it is none of the person's purposes. */
  async statePurpose(purpose: { code: PurposeCode; legalBasis: string; reference: string }, path = ''): Promise<void> {
    const { signedIn, ledger } = this.#exchange;
    if (!signedIn.purposes.includes(purpose.code)) {
      throw new AppError('invalid-input', {
        fields: [
          { field: 'code', messageId: 'input.purpose.not-yours', params: { allowed: signedIn.purposes.join(', ') } },
        ],
      });
    }
    await this.#demandNow('update');
    const last = await this.lastPurpose();
    ledger.note('session.purpose', { code: purpose.code, continued: last !== null && samePurpose(last, purpose) });
    const stated = { ...purpose, statedAt: new Date().toISOString() };
    await this.#change((tx) => this.#parts.sessions.statePurpose(tx, signedIn, stated, path), stated);
  }

  /**
   * Ends the session: the token is worthless from the commit on.
   * @returns the handle by which the person's agency may be asked to end its session too; null where it takes no such request
   */
  async end(because: string): Promise<string | null> {
    this.#exchange.ledger.note('auth.logout', { because: 'signed-out', idp: this.#exchange.signedIn.idp });
    let offer: string | null = null;
    await this.#change(async (tx) => {
      offer = await this.#parts.sessions.end(tx, this.#exchange.signedIn, because);
    });
    return offer;
  }

  /** The person's live sessions, this one among them. */
  open(): Promise<OpenSession[]> {
    this.#demand('read');
    return this.#parts.sessions.ofPerson(this.#exchange.signedIn.person);
  }

  /** Ends one session of the person, here or elsewhere, at once. Throws `not-found` when it is none of theirs. */
  async endOne(session: string): Promise<void> {
    await this.#demandNow('update');
    await this.#endOf([session]);
  }

  /** Ends every session of the person but this one. */
  async endOthers(): Promise<void> {
    await this.#demandNow('update');
    const { person, session } = this.#exchange.signedIn;
    const others = (await this.#parts.sessions.ofPerson(person)).filter((one) => one.session !== session);
    if (others.length > 0) await this.#endOf(others.map((one) => one.session));
    else this.#exchange.ledger.note('session.end', { ended: 0 });
  }

  /** What is logged about the person, newest first, as the person saw the answers (THREATS 8). `after`: `next` of the page before. */
  async log(after: string): Promise<{ entries: OwnEntry[]; next: string | null }> {
    this.#demand('read');
    const { person } = this.#exchange.signedIn;
    const bound = ['own-log', person];
    const position = after ? this.#parts.cursors.open(after, bound) : null;
    const before = position ? { at: position.value ?? '', key: position.id } : null;
    const { entries, next } = await ownEntries(this.#parts.pool, person, before, 50);
    this.#exchange.ledger.note('session.log', { entries: entries.length });
    return { entries, next: next && this.#parts.cursors.seal({ value: next.at, id: String(next.key) }, bound) };
  }

  async #endOf(sessions: string[]): Promise<void> {
    await this.#change(async (tx) => {
      const ended = await this.#parts.sessions.endOf(
        tx,
        this.#exchange.signedIn.person,
        sessions,
        'ended by the person',
      );
      if (ended === 0) throw new AppError('not-found');
      this.#exchange.ledger.note('session.end', { ended });
    });
  }

  /** What is read is decided as it stands; what is written, under the policy of this instant. */
  #demand(action: 'read'): void {
    demand(this.#exchange, action, own);
  }

  #demandNow(action: 'update'): Promise<void> {
    return demandNow(this.#parts, this.#exchange, action, own);
  }

  async #change(work: (tx: pg.PoolClient) => Promise<void>, stated?: StatedPurpose): Promise<void> {
    const { code, legalBasis, reference } = stated ?? {};
    const purpose = code
      ? { purpose: { code, legalBasis: legalBasis ?? '', reference: reference ?? '', stated: true } }
      : {};
    await commitAct(this.#parts, this.#exchange, async (tx) => {
      await work(tx);
      return [purpose];
    });
    this.#parts.sessions.changed(this.#exchange.signedIn);
  }
}

/** "Continue as yesterday": the same purpose for the same case. */
function samePurpose(last: StatedPurpose, now: Omit<StatedPurpose, 'statedAt'>): boolean {
  return last.code === now.code && last.legalBasis === now.legalBasis && last.reference === now.reference;
}
