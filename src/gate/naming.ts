import { disclosedPerson, type Exchange } from './exchange.ts';
import type { NamedPerson } from './people.ts';

/** Whether the people of an agency may be named to the asker: decided once an agency, and told to the log. */
export function directoryRule({ sight, signedIn, ledger }: Exchange): (agency: string) => boolean {
  const readable = new Map<string, boolean>();
  return (agency) => {
    const known = readable.get(agency);
    if (known !== undefined) return known;
    const decision = sight.decide('read', { type: 'person', own: agency === signedIn.agency });
    ledger.decided(decision);
    readable.set(agency, decision.effect === 'permit');
    return decision.effect === 'permit';
  };
}

/** The directory is protected data: who was given it is in the log. */
export function disclosePeople({ ledger }: Exchange, people: readonly Omit<NamedPerson, 'name'>[]): void {
  for (const one of people) ledger.disclosed.set(one.id, disclosedPerson(one));
}

/** Those of some people whom the asker may read in the directory, disclosed; also where a name stands beside a record. */
export function nameable<Person extends Omit<NamedPerson, 'name'>>(
  exchange: Exchange,
  people: readonly Person[],
): Person[] {
  const mayRead = directoryRule(exchange);
  const named = people.filter(({ agency }) => mayRead(agency));
  disclosePeople(exchange, named);
  return named;
}
