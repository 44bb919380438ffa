import type pg from 'pg';
import { clientNetwork } from '../gate/client-network.ts';
import { Refusal, type RefusalReason } from './refusal.ts';
import type { Attempt } from './refusal-log.ts';
import { tokenHash } from './secrets.ts';
import { SharedTally } from './shared-tally.ts';

/** How often within `seconds`, over all instances of the portal (ADR 0026). */
export interface SignInLimits {
  seconds: number;
  /** Sign-ins begun from one network and not finished: one that succeeds is given back. */
  begunByNetwork: number;
  /** Sign-ins begun at one provider: a flood for it is not a flood for all. */
  begunByProvider: number;
  /** Sign-ins begun: with the time they may wait, this bounds their table. */
  begunInAll: number;
  /** Refused messages from one network. */
  refusedByNetwork: number;
  /** Refused messages under a provider's own good signature: what strangers send in its name it has not to answer for. */
  refusedByProvider: number;
}

export const signInLimits: SignInLimits = {
  seconds: 60,
  begunByNetwork: 300,
  begunByProvider: 600,
  begunInAll: 2000,
  refusedByNetwork: 60,
  refusedByProvider: 120,
};

/** Demo databases answer loopback only, where tests sign in hundreds of times. */
export const demoSignInLimits: SignInLimits = {
  seconds: 60,
  begunByNetwork: 30_000,
  begunByProvider: 30_000,
  begunInAll: 30_000,
  refusedByNetwork: 30_000,
  refusedByProvider: 30_000,
};

/** Points of a refusal; one that cost a worker its life is dear. */
const costs: Partial<Record<RefusalReason, number>> = { 'too-costly': 20 };
/** What the portal could not look at says nothing against anybody. */
const uncounted: readonly RefusalReason[] = ['too-many-requests', 'too-many-refused', 'overloaded'];

export interface SignInLimiter {
  /** Before anything is read. @throws Refusal `too-many-refused` */
  demandNetwork(ip: string): void;
  /** As soon as it is known whose message it is. @throws Refusal `too-many-refused` */
  demandProvider(idp: string): void;
  /** Counts a sign-in that begins. @throws Refusal `too-many-requests` */
  begin(ip: string, idp: string): void;
  /** A sign-in that was begun there has succeeded: it is taken back. */
  succeed(ip: string): void;
  /** Counts a refusal. */
  refuse(attempt: Attempt, refusal: Refusal): void;
  /** Tells the other instances what was counted here. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** In steps of ten seconds: pages that are alike are rendered once. */
function demand(tally: SharedTally, key: string, reason: RefusalReason, what: string): void {
  const ms = tally.blockedFor(key);
  if (ms > 0) throw new Refusal(reason, what, { retryAfter: 10 * Math.ceil(ms / 10_000) });
}

interface Tallies {
  refused: { network: SharedTally; provider: SharedTally };
  begun: { network: SharedTally; provider: SharedTally; all: SharedTally };
}

function openTallies(pool: pg.Pool, limits: SignInLimits, onProblem: (error: unknown) => void): Tallies {
  const { seconds } = limits;
  const tally = (name: string, points: number) => new SharedTally({ pool, name, points, seconds, onProblem });
  return {
    refused: {
      network: tally('refused-network', limits.refusedByNetwork),
      provider: tally('refused-provider', limits.refusedByProvider),
    },
    begun: {
      network: tally('begun-network', limits.begunByNetwork),
      provider: tally('begun-provider', limits.begunByProvider),
      all: tally('begun', limits.begunInAll),
    },
  };
}

function beginIn({ network, provider, all }: Tallies['begun'], ip: string, idp: string): void {
  const keys = [
    [network, clientNetwork(ip), 'network'],
    [provider, tokenHash(idp), 'provider'],
    [all, 'all', 'all'],
  ] as const;
  // Whoever is turned away uses up nobody else's.
  for (const [tally, key, what] of keys) demand(tally, key, 'too-many-requests', what);
  for (const [tally, key] of keys) tally.add(key, 1);
}

function refuseIn({ network, provider }: Tallies['refused'], { facts, idp, verified }: Attempt, reason: RefusalReason) {
  if (uncounted.includes(reason)) return;
  const points = costs[reason] ?? 1;
  network.add(clientNetwork(facts.ip), points);
  if (verified) provider.add(tokenHash(idp), points);
}

export function openSignInLimiter(
  pool: pg.Pool,
  limits: SignInLimits,
  onProblem: (error: unknown) => void,
): SignInLimiter {
  const { refused, begun } = openTallies(pool, limits, onProblem);
  const all = [...Object.values(refused), ...Object.values(begun)];
  return {
    demandNetwork: (ip) => demand(refused.network, clientNetwork(ip), 'too-many-refused', 'network'),
    demandProvider: (idp) => demand(refused.provider, tokenHash(idp), 'too-many-refused', 'provider'),
    begin: (ip, idp) => beginIn(begun, ip, idp),
    succeed: (ip) => begun.network.add(clientNetwork(ip), -1),
    refuse: (attempt, refusal) => refuseIn(refused, attempt, refusal.reason),
    flush: async () => {
      await Promise.all(all.map((tally) => tally.flush()));
    },
    stop: async () => {
      await Promise.all(all.map((tally) => tally.stop()));
    },
  };
}

/** Forgets what has run out. */
export async function sweepSignInLimits(pool: pg.Pool): Promise<void> {
  await pool.query('DELETE FROM sign_in_limit WHERE expire < $1', [Date.now()]);
}
