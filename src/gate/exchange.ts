import type { Ticket } from '../../audit/append.ts';
import type { AuditEntry, DisclosedRecord } from '../../audit/entry.ts';
import type { AuditAction, DetailOf } from '../../audit/events.ts';
import type { Decision } from '../../policies/decide.ts';
import type { Action } from '../../policies/vocabulary.ts';
import type { RecordView } from './definition.ts';
import type { Author, Presented } from './record.ts';
import type { Sight } from './sight.ts';
import type { SignedIn } from './signed-in.ts';

/** How a request reached the portal: a page for a person, or the API for a program. */
export type Surface = 'page' | 'api';

/** What the log keeps of the request itself: the route's pattern, never its path, query or values. */
export interface RequestFacts {
  method: string;
  route: string;
  surface: Surface;
  requestId: string;
  clientRequestId?: string;
  fetchSite?: string;
  fetchDest?: string;
  ip: string;
  userAgentHash: string;
}

/** What one request was given and what it changed; the release turns it into audit entries. */
export class Ledger {
  readonly disclosed = new Map<string, DisclosedRecord>();
  /** Records that the handler only looked at. */
  readonly #looked = new Map<string, DisclosedRecord>();
  /** Who wrote the records that the handler holds: API answers name them, pages seldom. */
  readonly #authors = new Map<string, Author>();
  /** Records that an entry of this request's own change discloses already, and in which version. */
  readonly covered = new Map<string, number | undefined>();
  readonly ruleIds = new Set<string>();
  readonly obligations = new Set<string>();
  readonly tickets: Ticket[] = [];
  /** The one record that the request is about. */
  resource: AuditEntry['resource'];
  readonly #details = new Map<AuditAction, object>();

  /** Everything handed to a handler counts as disclosed: it may have used any of it. */
  disclose(presented: Presented<RecordView>): void {
    this.disclosed.set(presented.view.id, disclosedRecord(presented));
    this.#writtenBy(presented);
  }

  /** Notes a record that is not meant to be shown. */
  look(presented: Presented<RecordView>): void {
    this.#looked.set(presented.view.id, disclosedRecord(presented));
    this.#writtenBy(presented);
  }

  #writtenBy({ author }: Presented<RecordView>): void {
    if (author) this.#authors.set(author.id, author);
  }

  /** Discloses what was only looked at and yet is shown, and the authors that are named. */
  discloseIn(body: string): void {
    for (const [id, record] of this.#looked)
      if (shows(body, id) && !this.covers(record)) this.disclosed.set(id, record);
    for (const [id, author] of this.#authors) {
      const person = disclosedPerson(author);
      if (!shows(body, id) || this.covers(person)) continue;
      this.disclosed.set(id, person);
      this.decided(author.decision);
    }
  }

  /** True when the entry of the change says already that this version of the record was handed out. */
  covers({ id, version }: DisclosedRecord): boolean {
    return this.covered.has(id) && this.covered.get(id) === version;
  }

  /** Tells the log more of an event, in the names and types of its catalogue; it stands in the entry if that is what happens. */
  note<A extends AuditAction>(event: A, detail: DetailOf<A>): void {
    this.#details.set(event, { ...this.#details.get(event), ...detail });
  }

  /** What was told of an event so far. */
  detailOf<A extends AuditAction>(event: A): DetailOf<A> {
    return { ...this.#details.get(event) } as DetailOf<A>;
  }

  decided(decision: Decision): void {
    for (const id of decision.ruleIds) this.ruleIds.add(id);
    for (const obligation of decision.obligations) this.obligations.add(obligation);
  }
}

/** One request of a signed-in person, from the door to the release. */
export interface Exchange {
  facts: RequestFacts;
  /** What a success of this request is called in the log, what was asked of the policy, and its status. */
  success: { event: AuditAction; action: Action; status: number };
  signedIn: SignedIn;
  /** Renewed when policy or classes changed under the request. */
  sight: Sight;
  ledger: Ledger;
}

/** A person of the directory who is handed out, as the log has them. */
export function disclosedPerson({ id, agency }: Pick<Author, 'id' | 'agency'>): DisclosedRecord {
  return { type: 'person', id, originator: agency };
}

/** What is shown stands as `"id"` in JSON and as `data-id` in a page. */
function shows(body: string, id: string): boolean {
  return body.includes(`"id":"${id}"`) || body.includes(`data-id="${id}"`);
}

function disclosedRecord({ view: record, resource, fields }: Presented<RecordView>): DisclosedRecord {
  return {
    type: record.type,
    id: record.id,
    version: record.version,
    originator: resource.originator ?? '',
    ...(record.ref ? { ref: record.ref } : {}),
    ...(record.marking ? { classification: record.marking.classification, tlp: record.marking.tlp } : {}),
    fields,
  };
}
