import type { Answer, Visitor } from '../support/visitor.ts';

export interface Reading {
  path: string;
  answer: Answer;
  at: number;
  /** Milliseconds until the answer was complete. */
  took: number;
}

/** Readers that go on whatever they are answered, until they are told to stop. */
export interface SteadyReaders {
  readings: Reading[];
  /** Requests that got no answer at all: the portal must always answer. */
  failures: unknown[];
  stop(): Promise<void>;
}

export function startReaders(visitor: Visitor, paths: readonly string[], count: number): SteadyReaders {
  const readings: Reading[] = [];
  const failures: unknown[] = [];
  let stopped = false;
  const reader = async (n: number): Promise<void> => {
    for (let i = n; !stopped; i += 3) {
      const path = paths[i % paths.length] ?? '/';
      const at = performance.now();
      try {
        const answer = await visitor.get(path);
        readings.push({ path, answer, at, took: performance.now() - at });
        // People read a little before they go on: a portal that refuses at once must not drown this process.
        if (answer.status !== 200) await new Promise((resolve) => setTimeout(resolve, 100));
      } catch (error) {
        failures.push(error);
      }
    }
  };
  const running = Promise.all(Array.from({ length: count }, (_, n) => reader(n)));
  return {
    readings,
    failures,
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}
