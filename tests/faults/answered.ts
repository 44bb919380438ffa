import type { Answer, Visitor } from '../support/visitor.ts';

/** A request that was answered to its last byte. */
export interface Answered {
  path: string;
  status: number;
  requestId: string;
  receipt: string;
}

export interface Load {
  /** Every request that was answered completely, in order. */
  answered: Answered[];
  /** Requests whose answer never came, or came torn. */
  cut: number;
}

/** What officers read all day, pages and API: lists, searches, details. */
export async function readingPaths(visitor: Visitor): Promise<string[]> {
  const { json } = await visitor.get('/api/v1/follow-up-actions?limit=20');
  const ids = (json as { items: { id: string }[] }).items.map(({ id }) => id);
  if (ids.length === 0) throw new Error('this person sees no action: nothing to read');
  const details = ids.flatMap((id) => [`/api/v1/follow-up-actions/${id}`, `/actions/${id}`]);
  const lists = ['/api/v1/follow-up-actions?limit=10', '/actions?q=border', '/conferences', '/api/v1/conclusions', '/'];
  return [...details, ...lists];
}

function noted(path: string, { status, headers }: Answer): Answered {
  return {
    path,
    status,
    requestId: headers.get('x-request-id') ?? '',
    receipt: headers.get('audit-receipt') ?? '',
  };
}

/**
 * So many readers at once, each with the next request as soon as the former is answered, until the portal stops
 * answering. `onAnswer` hears how many answers with data there were.
 */
export async function readUntilCut(
  visitors: readonly { visitor: Visitor; paths: readonly string[] }[],
  readers: number,
  onAnswer: (count: number) => void,
): Promise<Load> {
  const load: Load = { answered: [], cut: 0 };
  let shown = 0;
  const reader = async (n: number): Promise<void> => {
    const { visitor, paths } = visitors[n % visitors.length] ?? {};
    for (let i = n; visitor && paths; i += 7) {
      const path = paths[i % paths.length] ?? '/';
      // The body is read to its end before the request counts as answered.
      const answer = await visitor.get(path).catch(() => null);
      if (answer === null) break;
      load.answered.push(noted(path, answer));
      if (answer.status === 200) shown += 1;
      onAnswer(shown);
    }
    load.cut += 1;
  };
  await Promise.all(Array.from({ length: readers }, (_, n) => reader(n)));
  return load;
}
