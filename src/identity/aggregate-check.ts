import { type AggregateState, bookOf, type VerifiedCopy } from './aggregate-book.ts';
import { fetchAggregate } from './aggregate-fetch.ts';
import { type PinnedAggregate, readAggregates } from './aggregate-files.ts';
import { type Federation, readFederation } from './federation-files.ts';
import type { FederationProblem } from './federation-problem.ts';
import { demandTimely } from './metadata-aggregate.ts';
import { verifyApart } from './verify-apart.ts';

async function readNow({ name, ...pin }: PinnedAggregate, stop: AbortSignal): Promise<VerifiedCopy> {
  const fetched = await fetchAggregate({ name, ...pin }, { etag: null, lastModified: null }, Date.now(), stop);
  if (fetched === 'unchanged') throw new Error('its address answers 304 to a question without conditions');
  const aggregate = await verifyApart({ xml: fetched.xml, certificates: pin.certificates }, stop);
  demandTimely(aggregate, Date.now());
  return { digest: fetched.digest, aggregate };
}

/** The federation as its files and its aggregates are at this moment; keeps nothing, asks no database. */
export async function checkFederation(
  directory: string,
): Promise<Federation & { aggregates: { name: string; validUntil: string; providers: number }[] }> {
  const { signal } = new AbortController();
  const copies = new Map<string, VerifiedCopy>();
  const states = new Map<string, AggregateState>();
  const problems: FederationProblem[] = [];
  for (const pin of (await readAggregates(directory)).aggregates) {
    try {
      copies.set(pin.name, await readNow(pin, signal));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      states.set(pin.name, { name: pin.name, refreshedAt: null, validUntil: null, problem: message, alarmSince: null });
      problems.push({ file: `aggregates/${pin.name}.yaml`, alias: `aggregates/${pin.name}`, field: '', message });
    }
  }
  const federation = await readFederation(directory, bookOf(copies, states));
  const aggregates = [...copies].map(([name, { aggregate }]) => ({
    name,
    validUntil: new Date(aggregate.validUntil).toISOString(),
    providers: aggregate.entities.size,
  }));
  return { registrations: federation.registrations, problems: [...federation.problems, ...problems], aggregates };
}
