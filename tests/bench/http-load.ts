import autocannon from 'autocannon';

/** A side of an HTTP benchmark. */
export interface Side {
  url: string;
  headers: Record<string, string>;
}

const connections = 48;
const seconds = Number(process.env.BENCH_SECONDS ?? 2);

/** Requests a second over all paths in turn. Throws when any answer was an error: a refusal is fast and worth nothing. */
export async function requestsPerSecond({ url, headers }: Side, paths: readonly string[]): Promise<number> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    headers,
    requests: paths.map((path) => ({ method: 'GET', path })),
  });
  const bad = result.errors + result.timeouts + result.non2xx;
  if (bad > 0) throw new Error(`${bad} of ${result.requests.total} requests to ${url} failed`);
  return result.requests.total / result.duration;
}
