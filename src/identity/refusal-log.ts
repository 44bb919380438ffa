import type { AuditLog } from '../../audit/append.ts';
import type { AuditEntry } from '../../audit/entry.ts';
import { requestParts } from '../gate/entry.ts';
import type { RequestFacts } from '../gate/exchange.ts';
import type { Refusal } from './refusal.ts';

/** What is known of an attempt when it is refused. */
export interface Attempt {
  facts: RequestFacts;
  /** entityID of the IdP of this flow; empty while unknown. */
  idp: string;
  /** The signature was good: the entry is always written, whoever floods. */
  verified: boolean;
  /** The application that a test sign-in tries. */
  test?: number;
}

export interface RefusalLog {
  /** Writes the entry of a refusal, or counts it when this minute has had enough. Resolves when it is durable. */
  note(attempt: Attempt, refusal: Refusal): Promise<void>;
  /** Writes what was only counted. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

export interface RefusalLimits {
  /** Entries a minute in all, before a valid signature (THREATS 5). */
  inAll: number;
  /** Entries a minute for one IdP, reason and network; the rest becomes one entry with a count. */
  alike: number;
}
export const refusalLimits: RefusalLimits = { inAll: 100, alike: 20 };
/** Of `inAll`, kept back for the summaries. */
const forSummaries = 20;

interface Alike {
  written: number;
  counted: number;
  last: { attempt: Attempt; refusal: Refusal };
}

/** IPv4 /24, IPv6 /48. */
function networkOf(ip: string): string {
  const v4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(ip)?.[1];
  return v4 ?? ip.split(':').slice(0, 3).join(':');
}

/** Text as the catalogue's `code`: at most 80 safe characters. */
export function asCode(text: string): string {
  return text.replace(/[^A-Za-z0-9.:_-]+/g, '-').slice(0, 80);
}

function entryFor(attempt: Attempt, refusal: Refusal, count: number): AuditEntry {
  const check = asCode(refusal.note);
  return {
    action: 'auth.login_refused',
    outcome: 'deny',
    actor: null,
    recipient: { agency: '', country: '', channel: 'saml' },
    ...requestParts(attempt.facts, refusal.status),
    detail: { reason: refusal.reason, idp: attempt.idp.slice(0, 300), count, ...(check === '' ? {} : { check }) },
  };
}

/** Every refusal is in the log; a flood of them before a valid signature becomes counts. */
export function createRefusalLog(audit: AuditLog, limits: RefusalLimits = refusalLimits): RefusalLog {
  let alike = new Map<string, Alike>();
  let written = 0;

  const keyOf = ({ idp, facts }: Attempt, { reason }: Refusal): string => {
    const key = [idp, reason, networkOf(facts.ip)].join('\n');
    // Many networks at once share one line, else the summaries were the flood.
    return alike.has(key) || alike.size < forSummaries - 1 ? key : 'others';
  };

  const note = async (attempt: Attempt, refusal: Refusal): Promise<void> => {
    if (attempt.verified) {
      await audit.append(entryFor(attempt, refusal, 1));
      return;
    }
    const key = keyOf(attempt, refusal);
    const group = alike.get(key) ?? { written: 0, counted: 0, last: { attempt, refusal } };
    alike.set(key, group);
    group.last = { attempt, refusal };
    if (group.written >= limits.alike || written >= limits.inAll - forSummaries) {
      group.counted += 1;
      return;
    }
    group.written += 1;
    written += 1;
    await audit.append(entryFor(attempt, refusal, 1));
  };

  const flush = async (): Promise<void> => {
    const groups = [...alike.values()].filter(({ counted }) => counted > 0);
    alike = new Map();
    written = 0;
    await Promise.all(groups.map(({ last, counted }) => audit.append(entryFor(last.attempt, last.refusal, counted))));
  };

  const timer = setInterval(() => void flush().catch(() => undefined), 60_000);
  timer.unref();
  return {
    note,
    flush,
    stop: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}
