import type { Exchange } from './exchange.ts';
import type { NamedPerson } from './people.ts';

/**
 * Those of some people whom the asker may read in the directory. It is protected data: who was given it is in the log, also
 * where a name stands beside a record and not in a list of people.
 */
export function nameable<Person extends Omit<NamedPerson, 'name'>>(
  { sight, signedIn, ledger }: Exchange,
  people: readonly Person[],
): Person[] {
  const readable = new Map<string, boolean>();
  const mayRead = (agency: string): boolean => {
    const known = readable.get(agency);
    if (known !== undefined) return known;
    const decision = sight.decide('read', { type: 'person', own: agency === signedIn.agency });
    ledger.decided(decision);
    readable.set(agency, decision.effect === 'permit');
    return decision.effect === 'permit';
  };
  const named = people.filter(({ agency }) => mayRead(agency));
  for (const { id, agency } of named) ledger.disclosed.set(id, { type: 'person', id, originator: agency });
  return named;
}
