import { sql } from 'drizzle-orm';
import { adoption, bestPractice } from '../../db/schema/best-practice.ts';
import { contentType } from '../gate/content-type.ts';
import { id, oneOfOrNull, text, textOrNull } from '../gate/field.ts';
import { filtersOf, is } from '../gate/filter.ts';
import { adoptionGuard, adoptionStates, againstAdoption, practiceGuard, practiceType } from './best-practice.ts';

/** What came of it, by the agency's own evaluation. */
export const outcomes = ['benefit', 'mixed', 'no-effect', 'harm'] as const;

/** Outcomes that speak against a practice: whoever published it has to look at it again. */
export const contraryOutcomes: readonly string[] = ['no-effect', 'harm'];

/** That an agency uses a practice of another one, and what came of it. */
export const adoptionType = contentType({
  type: 'adoption',
  table: 'adoption',
  from: sql`${adoption} JOIN ${bestPractice} ON ${bestPractice.id} = ${adoption.practiceId}`,
  guards: [adoptionGuard, practiceGuard],
  id: adoption.id,
  base: {
    version: adoption.version,
    created_at: adoption.createdAt,
    updated_at: adoption.updatedAt,
    state: adoption.state,
  },
  fields: {
    practiceId: id(adoption.practiceId),
    agency: text(adoption.agency),
    /** What was said with the last step. */
    stateReason: textOrNull(adoption.stateReason),
    /** Null before it was evaluated. */
    outcome: oneOfOrNull(adoption.outcome, outcomes),
  },
  facts: { practiceState: bestPractice.state },
  attributes: { state: 'practiceState', agency: 'agency' },
  axes: { state: { field: 'state', reasonField: 'stateReason', states: adoptionStates, says: ['outcome'] } },
  standsAgainst: (row, _axis, to) => (to === 'DISCONTINUED' ? null : againstAdoption({ state: row.practiceState })),
  consequence: ({ practiceId }, to, { outcome }) =>
    to === 'EVALUATED' && contraryOutcomes.includes(String(outcome))
      ? { definition: practiceType, id: String(practiceId), from: 'PUBLISHED', to: 'REVIEW_DUE' }
      : null,
});

export const adoptionFilters = filtersOf(adoptionType, { practice: is('practiceId'), agency: is('agency') });
