import type pg from 'pg';
import { sampleAgencies } from '../../db/sample/agencies.ts';
import { sampleCommunities } from '../../db/sample/communities.ts';
import { dayAt } from '../../db/sample/days.ts';
import { sampleParticipants } from '../../db/sample/participants.ts';
import { samplePeople } from '../../db/sample/people.ts';
import type { SampleAgency, SamplePerson } from '../../db/sample/types.ts';
import { uuidv7 } from '../../db/uuid.ts';

/** Ids of the sample's people by alias. */
export type PeopleByAlias = ReadonlyMap<string, string>;

/** Where a demo IdP of that alias answers; its name is part of a person's identity. */
export type EntityIdOf = (idpAlias: string) => string;

async function writeAgency(tx: pg.PoolClient, agency: SampleAgency): Promise<void> {
  await tx.query(
    'INSERT INTO agency (code, participant, type, names, default_legal_basis, fictional) VALUES ($1, $2, $3, $4, $5, $6)',
    [agency.code, agency.participant, agency.type, agency.names, agency.defaultLegalBasis, agency.fictional],
  );
  for (const community of agency.communities) {
    await tx.query('INSERT INTO community_member (community, agency) VALUES ($1, $2)', [community, agency.code]);
  }
}

async function writePerson(
  tx: pg.PoolClient,
  person: SamplePerson,
  id: string,
  idp: string,
  today: string,
): Promise<void> {
  // A clearance lasts through its last day: it ends when the next one begins.
  const until = person.clearanceExpires === null ? null : `${dayAt(today, person.clearanceExpires + 1)}T00:00:00Z`;
  await tx.query(
    `INSERT INTO person (id, idp, subject_id, agency, name, rank, function, mail, language, clearance, clearance_until, purposes, fictional, preregistered)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, true, true)`,
    [
      id,
      idp,
      person.subjectId,
      person.agency,
      person.name,
      person.rank,
      person.function,
      person.mail,
      person.language,
      person.clearance,
      until,
      person.purposes,
    ],
  );
  for (const { role, scope } of person.roles) {
    await tx.query('INSERT INTO role_assignment (id, person, role, scope, granted_by) VALUES ($1, $2, $3, $4, $5)', [
      uuidv7(),
      id,
      role,
      scope ?? 'agency',
      'system:sample',
    ]);
  }
  if (person.lastPurpose) {
    const { code, legalBasis, reference } = person.lastPurpose;
    await tx.query(
      `INSERT INTO stated_purpose (person, code, legal_basis, reference, stated_at) VALUES ($1, $2, $3, $4, now() - interval '1 day')`,
      [id, code, legalBasis, reference],
    );
  }
}

/** Writes participants, agencies, communities and people, in one transaction of the caller. */
export async function writeWorld(tx: pg.PoolClient, entityIdOf: EntityIdOf, today: string): Promise<PeopleByAlias> {
  for (const { code, kind, names, footnote } of sampleParticipants) {
    await tx.query('INSERT INTO participant (code, kind, names, footnote) VALUES ($1, $2, $3, $4)', [
      code,
      kind,
      names,
      footnote ?? null,
    ]);
  }
  for (const { name, names } of sampleCommunities) {
    await tx.query('INSERT INTO community (name, names) VALUES ($1, $2)', [name, names]);
  }
  for (const agency of sampleAgencies) await writeAgency(tx, agency);
  const ids = new Map(samplePeople.map((person) => [person.alias, uuidv7()]));
  for (const person of samplePeople) {
    await writePerson(tx, person, ids.get(person.alias) ?? '', entityIdOf(person.idpAlias), today);
  }
  return ids;
}
