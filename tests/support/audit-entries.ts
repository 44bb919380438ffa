import pg from 'pg';
import { everyDefinition } from '../../src/content/types.ts';

/** An entry as it stands in the database: the clear head and all its parts opened. */
export interface LoggedEntry {
  code: string;
  action: string;
  outcome: string;
  ruleIds: string[];
  parts: Record<string, Record<string, unknown>>;
}

/** What ids stand for; a person's with the name. */
export interface KnownIds {
  records: ReadonlySet<string>;
  people: ReadonlyMap<string, string>;
}

interface StoredPart {
  value: Record<string, unknown>;
}

/** Reads the log past all access control, as its owner: for assertions only. */
export class LogReader {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(ownerUrl: string): Promise<LogReader> {
    const client = new pg.Client(ownerUrl);
    await client.connect();
    return new LogReader(client);
  }

  /** A statement of the owner: what time would bring about, or nobody may do. */
  async query(statement: string): Promise<void> {
    await this.#client.query(statement);
  }

  /** The entries of one request, by the id that its answer carried. */
  async ofRequest(requestId: string): Promise<LoggedEntry[]> {
    const { rows } = await this.#client.query<{ leaf: string; parts: string }>(
      'SELECT leaf, parts FROM audit_body WHERE parts LIKE $1 ORDER BY at, body_key',
      [`%${requestId}%`],
    );
    return rows.map(({ leaf, parts }) => {
      const head = JSON.parse(leaf) as {
        code: string;
        action: string;
        outcome: string;
        decision?: { ruleIds: string[] };
      };
      const stored = JSON.parse(parts) as Record<string, StoredPart>;
      const opened = Object.entries(stored).map(([name, part]) => [name, part.value] as const);
      return { ...head, ruleIds: head.decision?.ruleIds ?? [], parts: Object.fromEntries(opened) };
    });
  }

  /** `action name` of every detail that stands in any entry. */
  async details(): Promise<Set<string>> {
    const { rows } = await this.#client.query<{ one: string }>(
      `SELECT DISTINCT b.action || ' ' || k AS one FROM audit_body b, json_object_keys(b.parts::json #> '{http,value,detail}') k`,
    );
    return new Set(rows.map(({ one }) => one));
  }

  /** Ids of every stored record and of every person, the latter with their names. */
  async known(): Promise<KnownIds> {
    const { rows } = await this.#client.query<{ id: string }>(
      everyDefinition.map(({ table }) => `SELECT id FROM ${table}`).join(' UNION ALL '),
    );
    const people = await this.#client.query<{ id: string; name: string }>('SELECT id, name FROM person');
    return {
      records: new Set(rows.map(({ id }) => id)),
      people: new Map(people.rows.map(({ id, name }) => [id, name])),
    };
  }

  async value<T>(sql: string, values: unknown[] = []): Promise<T> {
    const { rows } = await this.#client.query<{ value: T }>(sql, values);
    const [row] = rows;
    if (!row) throw new Error('no row');
    return row.value;
  }

  close(): Promise<void> {
    return this.#client.end();
  }
}

/** Ids that entries say were disclosed. */
export function disclosedIn(entries: readonly LoggedEntry[]): string[] {
  const records = entries.flatMap(({ parts }) =>
    Object.values(parts).flatMap((part) => (Array.isArray(part.disclosed) ? part.disclosed : [])),
  );
  return [...new Set(records.map(({ id }) => String(id)))].sort();
}

function idsInJson(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsInJson);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'id' in value && typeof value.id === 'string' ? [value.id] : [];
  return [...own, ...Object.values(value).flatMap(idsInJson)];
}

/** Records and people that JSON shows: every `id` of an object. A bare reference to another record is none. */
export function shownInJson(body: unknown, { records, people }: KnownIds): string[] {
  return [...new Set(idsInJson(body))].filter((id) => records.has(id) || people.has(id)).sort();
}

/** What a page shows: records by their `data-id`, people by their names (it prints no person's id). */
export function shownInPage(page: string, { records, people }: KnownIds): string[] {
  const ids = [...page.matchAll(/ data-id="([^"]+)"/g)].map(([, id = '']) => id).filter((id) => records.has(id));
  const named = [...people].filter(([, name]) => page.includes(name)).map(([id]) => id);
  return [...new Set([...ids, ...named])].sort();
}
