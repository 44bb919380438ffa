import type { PurposeCode } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { commitAct } from './commit.ts';
import { demandNow } from './demand.ts';
import type { Exchange } from './exchange.ts';
import type { GateParts } from './parts.ts';
import type { StatedPurpose } from './signed-in.ts';

/** What a person may do with the own session: state a purpose, end it. */
export class SessionDesk {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;

  constructor(parts: GateParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  /** The purpose stated last, so that "continue as yesterday" is one button. */
  lastPurpose(): Promise<StatedPurpose | null> {
    return this.#parts.sessions.lastPurpose(this.#exchange.signedIn.person);
  }

  /** States the purpose of this session. Throws `invalid-input` when it is none of the person's purposes. */
  async statePurpose(purpose: { code: PurposeCode; legalBasis: string; reference: string }): Promise<void> {
    const { signedIn } = this.#exchange;
    if (!signedIn.purposes.includes(purpose.code)) {
      throw new AppError('invalid-input', {
        fields: [
          { field: 'code', messageId: 'input.purpose.not-yours', params: { allowed: signedIn.purposes.join(', ') } },
        ],
      });
    }
    await demandNow(this.#parts, this.#exchange, 'update', { type: 'session', own: true });
    const stated = { ...purpose, statedAt: new Date().toISOString() };
    const { code, legalBasis, reference } = stated;
    await commitAct(this.#parts, this.#exchange, async (tx) => {
      await this.#parts.sessions.statePurpose(tx, signedIn, stated);
      return [{ purpose: { code, legalBasis, reference, stated: true } }];
    });
    this.#parts.sessions.changed(signedIn);
  }

  /** Ends the session: the token is worthless from the commit on. */
  async end(because: string): Promise<void> {
    await commitAct(this.#parts, this.#exchange, async (tx) => {
      await this.#parts.sessions.end(tx, this.#exchange.signedIn, because);
      return [{}];
    });
    this.#parts.sessions.changed(this.#exchange.signedIn);
  }
}
