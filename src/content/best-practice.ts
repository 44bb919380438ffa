import { type SQL, sql } from 'drizzle-orm';
import { adoption, bestPractice } from '../../db/schema/best-practice.ts';
import { contentType } from '../gate/content-type.ts';
import type { Row } from '../gate/definition.ts';
import { flag, oneOf, oneOfOrNull, text, textOrNull, whole } from '../gate/field.ts';
import { anyOf, filtersOf, given, is, since, words } from '../gate/filter.ts';
import type { Lens } from '../gate/lens.ts';
import { machine } from '../gate/machine.ts';
import { guardOf, recordSelect } from '../gate/query.ts';

const withReason = { reason: true };

/**
 * DOMAIN, State machines: a best practice, as far as people take its steps today. The states of a review are held, so that a
 * reviewed practice can be shown; the review itself brings the steps between them.
 */
export const practiceStates = machine({
  DRAFT: { SHARED: { reason: false } },
  SHARED: { WITHDRAWN: withReason },
  PUBLISHED: { WITHDRAWN: withReason },
  REVIEW_DUE: { WITHDRAWN: withReason },
  DEPRECATED: { WITHDRAWN: withReason },
  WITHDRAWN: {},
});

/**
 * DOMAIN, State machines: an adoption. A pilot may be evaluated as well: that it was tried in one place is all that some can
 * tell. Who has given it up may come back to it.
 */
export const adoptionStates = machine({
  INTERESTED: { PILOTING: { reason: false }, DISCONTINUED: withReason },
  PILOTING: { ADOPTED: { reason: false }, EVALUATED: withReason, DISCONTINUED: withReason },
  ADOPTED: { EVALUATED: withReason, DISCONTINUED: withReason },
  EVALUATED: { DISCONTINUED: withReason },
  DISCONTINUED: { INTERESTED: { reason: false } },
});

/** An agency begins with what is true when it says so. */
export const firstAdoptionStates = ['INTERESTED', 'PILOTING', 'ADOPTED'] as const;

/** A practice is written down for the own agency first, or shared at once with all whom its marking names. */
export const firstPracticeStates = ['DRAFT', 'SHARED'] as const;

/** How well it is known that it works. */
export const evidenceLevels = ['beneficial', 'likely', 'trade-off', 'unknown', 'ineffective'] as const;

const retired: readonly string[] = ['DEPRECATED', 'WITHDRAWN'];

export const practiceGuard = guardOf('best-practice', bestPractice);
/** An adoption has no marking of its own: its existence is decided by its practice's row. */
export const adoptionGuard = guardOf('adoption', bestPractice);

/** Nobody takes up, and nobody reports on, what is a draft or was withdrawn. */
export function againstAdoption(practice: Row): string | null {
  return ['SHARED', 'PUBLISHED', 'REVIEW_DUE'].includes(String(practice.state)) ? null : 'adoption.against.not-live';
}

const adoptions = (lens: Lens): SQL =>
  sql`FROM ${adoption} WHERE ${adoption.practiceId} = ${bestPractice.id} AND ${lens.sees(adoptionGuard, ['agency'])}`;
const ownAdoption = (lens: Lens): SQL => sql`${adoptions(lens)} AND ${adoption.agency} = ${lens.agency}`;

/** What an agency tried against a problem, and what came of it. */
export const practiceType = contentType({
  type: 'best-practice',
  table: 'best_practice',
  from: sql`${bestPractice}`,
  guards: [practiceGuard],
  id: bestPractice.id,
  base: recordSelect(bestPractice),
  fields: {
    /** Code of the agency that shared it, for lists and filters. An expression: nobody writes an originator as a value. */
    agency: text(sql`${bestPractice.originator}`),
    /** Reference of the panel whose subject it touches; null outside panels. */
    panel: textOrNull(bestPractice.panel),
    problem: text(bestPractice.problem),
    /** What was done about it. */
    response: text(bestPractice.response),
    /** What happened then. */
    results: text(bestPractice.results),
    assessment: text(bestPractice.assessment),
    cost: text(bestPractice.cost),
    evidence: oneOf(bestPractice.evidence, evidenceLevels),
    transferability: text(bestPractice.transferability),
    harms: text(bestPractice.harms),
    stateReason: textOrNull(bestPractice.stateReason),
    fictional: flag(bestPractice.fictional),
    /** How many agencies use it, of those that the reader may be told of; who has given it up is not counted. */
    adopters: whole((lens) => sql`(SELECT count(*) ${adoptions(lens)} AND ${adoption.state} <> 'DISCONTINUED')`),
    /** How the reader's own agency stands to it; null = it has said nothing. */
    myAdoption: oneOfOrNull((lens) => sql`(SELECT ${adoption.state} ${ownAdoption(lens)})`, adoptionStates.names),
  },
  search: {
    vector: bestPractice.search,
    looksAt: ['problem', 'response', 'results', 'assessment', 'cost', 'transferability', 'harms'],
    shows: ['agency', 'panel', 'fictional'],
  },
  attributes: { state: 'state' },
  classPanel: 'panel',
  axes: { state: { field: 'state', reasonField: 'stateReason', states: practiceStates } },
  parts: { adoption: againstAdoption },
  phase: (state) => (state === 'DRAFT' ? 'draft' : retired.includes(state) ? 'retired' : 'live'),
});

/** What narrows a list of practices: the same words on the page and in the API. */
export const practiceFilters = filtersOf(practiceType, {
  q: words(),
  panel: anyOf('panel'),
  state: anyOf('state'),
  lang: anyOf('lang'),
  originator: is('agency'),
  since: since(),
  /** `own`: the reader's agency uses it; `any`: some agency does. */
  used: given({
    own: {
      looksAt: ['myAdoption'],
      sql: (lens) => sql`EXISTS (SELECT 1 ${ownAdoption(lens)} AND ${adoption.state} <> 'DISCONTINUED')`,
    },
    any: {
      looksAt: ['adopters'],
      sql: (lens) => sql`EXISTS (SELECT 1 ${adoptions(lens)} AND ${adoption.state} <> 'DISCONTINUED')`,
    },
  }),
});
