import type express from 'express';
import type { SessionPort, SignedIn } from './signed-in.ts';

const everyMs = 1000;

/**
 * Answers that are still on their way to somebody: when the session ends, or nobody can say that it has not, the rest of the
 * answer is not sent. A download outlives no suspension.
 */
export class OpenAnswers {
  readonly #held = new Map<express.Response, SignedIn>();
  readonly #sessions: () => Pick<SessionPort, 'stillGood'>;
  #timer: NodeJS.Timeout | null = null;

  constructor(sessions: () => Pick<SessionPort, 'stillGood'>) {
    this.#sessions = sessions;
  }

  /** Keeps an eye on a response until it is closed. */
  hold(res: express.Response, signedIn: SignedIn): void {
    this.#held.set(res, signedIn);
    res.once('close', () => this.#drop(res));
    this.#timer ??= setInterval(() => this.#sweep(), everyMs).unref();
  }

  #drop(res: express.Response): void {
    this.#held.delete(res);
    if (this.#held.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #sweep(): void {
    for (const [res, signedIn] of this.#held) {
      // What has not begun to leave is decided by the release.
      if (!res.headersSent) continue;
      try {
        this.#sessions().stillGood(signedIn);
      } catch {
        res.destroy();
      }
    }
  }
}
