import { split } from '../../src/gate/route.ts';
import { patternsOf } from '../../src/http/mount-routes.ts';
import { routes } from '../../src/routes.ts';
import type { Answer, Visitor } from '../support/visitor.ts';

export interface Asked {
  pattern: string;
  path: string;
  answer: Answer;
  /** Milliseconds until the answer was complete. */
  took: number;
}

/** Real values for the parameters of every pattern. */
export interface RouteParams {
  /** An action that the visitor may read. */
  id: string;
  agency: string;
}

function pathOf(pattern: string, { id, agency }: RouteParams): string {
  const filled = pattern.replace(':id', id).replace(':agency', agency).replace(':edition', '7');
  const explains = /\/(decisions|audience)$/.test(filled);
  return explains ? `${filled}?type=follow-up-action&id=${id}` : filled;
}

/** Asks every declared route once, pages and API, reads and changes, except the sign-out. */
export async function askEveryRoute(visitor: Visitor, params: RouteParams): Promise<Asked[]> {
  const patterns = routes.flatMap((declared) => patternsOf(declared).map(([, pattern]) => pattern));
  const asked: Asked[] = [];
  for (const pattern of patterns.filter((one) => one !== 'POST /logout')) {
    const { method, path } = split(pattern);
    const filled = pathOf(path, params);
    const startedAt = performance.now();
    const answer = await (method === 'GET' ? visitor.get(filled) : visitor.call(method, filled, {}));
    asked.push({ pattern, path: filled, answer, took: performance.now() - startedAt });
  }
  return asked;
}
