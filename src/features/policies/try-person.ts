import type { Gate } from '../../gate/gate.ts';
import type { NamedPerson } from '../../gate/people.ts';
import type { TryQuery } from './inputs.ts';

type Answers = Awaited<ReturnType<Gate['policies']['tryAs']>>;

/** The form of "try as a person" with what it offers, and the answers where something was asked. */
export interface TryPage {
  query: TryQuery;
  people: NamedPerson[];
  agencies: { code: string }[];
  classes: ReturnType<Gate['policies']['classesToTry']>;
  changes: { version: number; title: string }[];
  answers: Answers | null;
}

export async function tryPerson(gate: Gate, query: TryQuery): Promise<TryPage> {
  const { changes } = await gate.policies.history();
  const over = new Set(['ACTIVE', 'SUPERSEDED', 'REJECTED', 'EXPIRED', 'ROLLED_BACK']);
  return {
    query,
    people: await gate.policies.peopleToTry(),
    agencies: gate.agencies(),
    classes: gate.policies.classesToTry(),
    changes: changes.filter(({ state }) => !over.has(state)),
    answers: query.ask === '' ? null : await ask(gate, query),
  };
}

function ask(gate: Gate, query: TryQuery): Promise<Answers> {
  const { classification, tlp, releasableTo, except, caveats, purposes, panel, phase } = query;
  const marking = {
    classification,
    tlp,
    releasableTo,
    except,
    caveats,
    purposes,
    panel: panel === '' ? null : panel,
    phase,
  };
  return gate.policies.tryAs({
    who:
      query.person === ''
        ? { agency: query.agency, role: query.role, clearance: query.clearance }
        : { person: query.person },
    environment: {
      purpose: query.purpose === '' ? 'POLICY' : query.purpose,
      purposeStated: query.purpose !== '',
      assurance: query.assurance,
    },
    action: query.action,
    type: query.type,
    marking: query.class === '' ? marking : query.class,
    originator: query.originator,
    related: query.related !== '',
    against: query.against === '' ? null : query.against,
  });
}
