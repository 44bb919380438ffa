import { sql } from 'drizzle-orm';
import { bestPractice } from '../../db/schema/best-practice.ts';
import { contentType } from '../gate/content-type.ts';
import { flag, oneOf, text, textOrNull } from '../gate/field.ts';
import { anyOf, filtersOf, is, words } from '../gate/filter.ts';
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

/** A practice is written down for the own agency first, or shared at once with all whom its marking names. */
export const firstPracticeStates = ['DRAFT', 'SHARED'] as const;

/** How well it is known that it works. */
export const evidenceLevels = ['beneficial', 'likely', 'trade-off', 'unknown', 'ineffective'] as const;

const retired: readonly string[] = ['DEPRECATED', 'WITHDRAWN'];

/** What an agency tried against a problem, and what came of it. */
export const practiceType = contentType({
  type: 'best-practice',
  table: 'best_practice',
  from: sql`${bestPractice}`,
  guards: [guardOf('best-practice', bestPractice)],
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
  },
  search: {
    vector: bestPractice.search,
    looksAt: ['problem', 'response', 'results', 'assessment', 'cost', 'transferability', 'harms'],
    shows: ['agency', 'panel', 'fictional'],
  },
  attributes: { state: 'state' },
  classPanel: 'panel',
  axes: { state: { field: 'state', reasonField: 'stateReason', states: practiceStates } },
  phase: (state) => (state === 'DRAFT' ? 'draft' : retired.includes(state) ? 'retired' : 'live'),
});

/** What narrows a list of practices: the same words on the page and in the API. */
export const practiceFilters = filtersOf(practiceType, {
  q: words(),
  panel: anyOf('panel'),
  state: anyOf('state'),
  lang: anyOf('lang'),
  originator: is('agency'),
});
