import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { run } from '../../db/run.ts';
import type { CompiledPolicy } from '../../policies/compile.ts';
import type { Environment } from '../../policies/environment.ts';
import { type Effect, type Holding, type Link, type Reader, simulate } from '../../policies/simulate.ts';
import { type Subject, subjectOf } from '../../policies/subject.ts';
import type {
  AgencyType,
  Classification,
  IdpStatus,
  ParticipantKind,
  PurposeCode,
  Role,
} from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import type { ClassRegistry } from './class-registry.ts';
import type { AnyDefinition } from './definition.ts';
import type { Guard } from './lens.ts';
import { effectiveClearance } from './subject-source.ts';

interface ReaderRow {
  id: string;
  agency: string;
  country: string;
  kind: ParticipantKind;
  type: AgencyType;
  communities: string[];
  clearance: Classification;
  clearance_until: string | null;
  roles: Role[];
  purposes: PurposeCode[];
  idp_status: IdpStatus;
}

/** Everybody who could sign in, with the attributes that were asserted last; first-seen people as they are after their day. */
const readersSql = `SELECT p.id, p.agency, a.participant AS country, t.kind, a.type, p.clearance, p.clearance_until, p.purposes,
  coalesce(i.status, 'SUSPENDED') AS idp_status,
  coalesce((SELECT array_agg(m.community ORDER BY m.community) FROM community_member m WHERE m.agency = a.code), '{}') AS communities,
  coalesce((SELECT array_agg(r.role ORDER BY r.role) FROM role_assignment r WHERE r.person = p.id AND r.revoked_at IS NULL), '{}') AS roles
  FROM person p JOIN agency a ON a.code = p.agency JOIN participant t ON t.code = a.participant
  LEFT JOIN identity_provider i ON i.entity_id = p.idp
  WHERE p.status = 'ACTIVE' AND a.status = 'ACTIVE' ORDER BY p.id`;

/** What a change of policy does to everybody's sight of everything that is stored: counts, never titles. */
export class EffectDesk {
  readonly #pool: pg.Pool;
  readonly #classes: ClassRegistry;
  readonly #definitions: readonly AnyDefinition[];

  constructor(pool: pg.Pool, classes: ClassRegistry, definitions: readonly AnyDefinition[]) {
    this.#pool = pool;
    this.#classes = classes;
    this.#definitions = definitions;
  }

  async effect(before: CompiledPolicy, after: CompiledPolicy): Promise<Effect> {
    await this.#classes.refresh();
    const [readers, ...holdings] = await Promise.all([
      this.#readers(),
      ...this.#definitions.map((definition) => this.#holdings(definition)),
    ]);
    return simulate(before, after, readers, holdings.flat());
  }

  /** One person as rules see them; null where nobody active has that id. */
  async subject(person: string): Promise<Subject | null> {
    return (await this.#readers()).find(({ subject }) => subject.person === person)?.subject ?? null;
  }

  /** What rules see of anybody of an agency; null where there is no such active agency. */
  async agency(code: string): Promise<Pick<Subject, 'agency' | 'country' | 'agencyType' | 'communities'> | null> {
    const { rows } = await this.#pool.query<Pick<Subject, 'agency' | 'country' | 'agencyType' | 'communities'>>(
      `SELECT a.code AS agency, a.participant AS country, a.type AS "agencyType",
         coalesce((SELECT array_agg(m.community ORDER BY m.community) FROM community_member m WHERE m.agency = a.code), '{}') AS communities
       FROM agency a WHERE a.code = $1 AND a.status = 'ACTIVE'`,
      [code],
    );
    return rows[0] ?? null;
  }

  async #readers(): Promise<Reader[]> {
    const now = Date.now();
    const { rows } = await this.#pool.query<ReaderRow>(readersSql);
    return rows.map((row) => readerOf(row, now));
  }

  /** Records of a type that differ in nothing that reading looks at, each kind with its number. */
  async #holdings({ from, guards }: AnyDefinition): Promise<Holding[]> {
    const selected = guards.map((guard, index) => guardSql(guard, index));
    const rows = await run<Record<string, unknown>>(
      this.#pool,
      sql`SELECT held.*, count(*)::integer AS "count" FROM (SELECT ${sql.join(selected, sql`, `)} FROM ${from}) AS held
        GROUP BY ${sql.join(
          guards.flatMap((_, index) => columns.map((name) => sql.identifier(`${name}_${index}`))),
          sql`, `,
        )}`,
    );
    return rows.map((row) => ({ links: this.#linksOf(guards, row), count: Number(row.count) }));
  }

  #linksOf([own, ...parents]: AnyDefinition['guards'], row: Record<string, unknown>): Holding['links'] {
    return [this.#linkOf(own, row, 0), ...parents.map((guard, index) => this.#linkOf(guard, row, index + 1))];
  }

  #linkOf({ type }: Guard, row: Record<string, unknown>, index: number): Link {
    const accessClass = this.#classes.get(Number(row[`class_${index}`]));
    // A class that was born this instant: asking again finds it.
    if (!accessClass) throw new AppError('unavailable');
    return {
      type,
      accessClass,
      originator: String(row[`originator_${index}`]),
      related: row[`related_${index}`] as string[],
    };
  }
}

const columns = ['class', 'originator', 'related'] as const;

function guardSql({ columns: { id, classId, originator, tlp } }: Guard, index: number) {
  const name = (column: (typeof columns)[number]) => sql.identifier(`${column}_${index}`);
  return sql`${classId} AS ${name('class')}, ${originator} AS ${name('originator')}, ARRAY(
    SELECT DISTINCT relation.token FROM relation WHERE relation.record = ${id} AND relation.until > now()
    AND (relation.kind = 'named' OR ${tlp} <> 'RED') ORDER BY relation.token) AS ${name('related')}`;
}

function readerOf(row: ReaderRow, now: number): Reader {
  const subject = subjectOf({
    person: row.id,
    agency: row.agency,
    country: row.country,
    agencyType: row.type,
    communities: row.communities,
    clearance: effectiveClearance(row.clearance, row.clearance_until, now),
    roles: row.roles,
  });
  const around = (purpose: PurposeCode, purposeStated: boolean): Environment => ({
    purpose,
    purposeStated,
    // A second factor is within everybody's reach.
    assurance: 'mfa',
    now: new Date(now).toISOString(),
    idpStatus: row.idp_status,
    sessionAge: 0,
  });
  const environments = [around('POLICY', false), ...row.purposes.map((purpose) => around(purpose, true))];
  return { subject, environments, outside: row.kind !== 'country' && row.kind !== 'economy' };
}
