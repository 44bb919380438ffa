import type { ContentType } from '../../policies/vocabulary.ts';
import type { AnyDefinition } from '../gate/definition.ts';
import { adoptionType } from './adoption.ts';
import { practiceType } from './best-practice.ts';
import { commitmentType } from './commitment.ts';
import { conclusionType } from './conclusion.ts';
import { conferenceType } from './conference.ts';
import { actionType } from './follow-up-action.ts';
import { panelType } from './panel.ts';
import { progressType } from './progress-update.ts';

/** Every type of record, each with its declaration. Whatever concerns all types goes through this list and forgets none. */
export const contentDefinitions = {
  'follow-up-action': actionType,
  conclusion: conclusionType,
  panel: panelType,
  conference: conferenceType,
  commitment: commitmentType,
  'progress-update': progressType,
  'best-practice': practiceType,
  adoption: adoptionType,
} as const satisfies Record<ContentType, AnyDefinition>;

/** The same as a list, for whom the particular type does not matter. */
export const everyDefinition: readonly AnyDefinition[] = Object.values(contentDefinitions);

/** True where records carry a marking of their own; the others are parts that live under their parent's. */
export function isMarked({ base }: AnyDefinition): boolean {
  return 'marking' in base;
}

/** What tells where a record lives; each may be hidden from a reader. */
export interface Placed {
  id: string;
  edition?: number;
  actionId?: string;
  practiceId?: string;
}

const conferenceOf = ({ edition }: Placed) => (edition === undefined ? null : `/conferences/${edition}`);
const actionOf = ({ actionId }: Placed) => (actionId === undefined ? null : `/actions/${actionId}`);

/** The page of a record of each type, or of what it is a part of; null where this reader is not told of that. */
export const addressOf: Readonly<Record<ContentType, (record: Placed) => string | null>> = {
  'follow-up-action': ({ id }) => `/actions/${id}`,
  conclusion: ({ id }) => `/conclusions/${id}`,
  panel: conferenceOf,
  conference: conferenceOf,
  commitment: actionOf,
  'progress-update': actionOf,
  'best-practice': ({ id }) => `/practices/${id}`,
  adoption: ({ practiceId }) => (practiceId === undefined ? null : `/practices/${practiceId}`),
};
