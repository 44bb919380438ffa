import type pg from 'pg';
import type { AgencyType } from '../../policies/vocabulary.ts';

/** A member agency as everybody signed in may know it: the list of members is no secret. */
export interface AgencyEntry {
  code: string;
  participant: string;
  type: AgencyType;
  /** Name by language tag; `en` is always there. */
  names: Record<string, string>;
  footnote: string | null;
  defaultLegalBasis: string;
  communities: string[];
}

/** Names of agencies, kept in memory and read anew when the policy epoch moves. */
export class Directory {
  readonly #pool: pg.Pool;
  #epoch = -1;
  #agencies = new Map<string, AgencyEntry>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Reads the agencies again if anything they depend on changed. */
  async refresh(epoch: number): Promise<void> {
    if (epoch === this.#epoch) return;
    const { rows } = await this.#pool.query<AgencyEntry>(
      `SELECT a.code, a.participant, a.type, a.names, p.footnote, a.default_legal_basis AS "defaultLegalBasis",
         coalesce((SELECT array_agg(m.community ORDER BY m.community) FROM community_member m WHERE m.agency = a.code), '{}') AS communities
       FROM agency a JOIN participant p ON p.code = a.participant WHERE a.status = 'ACTIVE' ORDER BY a.code`,
    );
    this.#agencies = new Map(rows.map((row) => [row.code, row]));
    this.#epoch = epoch;
  }

  all(): AgencyEntry[] {
    return [...this.#agencies.values()];
  }

  /** Notes on members' names, each once. */
  footnotes(): { participant: string; text: string }[] {
    const noted = this.all().flatMap(({ participant, footnote }) =>
      footnote ? [[participant, footnote] as const] : [],
    );
    return [...new Map(noted)].map(([participant, text]) => ({ participant, text }));
  }

  get(code: string): AgencyEntry | undefined {
    return this.#agencies.get(code);
  }

  /** The agency's name in a language, else in English, else its code. */
  name(code: string, lang: string): string {
    const names = this.#agencies.get(code)?.names;
    return names?.[lang] ?? names?.en ?? code;
  }
}
