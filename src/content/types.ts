import type { ContentType } from '../../policies/vocabulary.ts';
import type { AnyDefinition } from '../gate/definition.ts';
import { commitmentType } from './commitment.ts';
import { conclusionType } from './conclusion.ts';
import { conferenceType } from './conference.ts';
import { actionType } from './follow-up-action.ts';
import { panelType } from './panel.ts';
import { progressType } from './progress-update.ts';

/**
 * Types that the portal holds. The floor and the rules know best practices already, the portal has no records of them:
 * the change that brings them takes this exception away, and the compiler then asks for their declaration.
 */
export type HeldType = Exclude<ContentType, 'best-practice'>;

/** Every type of record, each with its declaration. Whatever concerns all types goes through this list and forgets none. */
export const contentDefinitions = {
  'follow-up-action': actionType,
  conclusion: conclusionType,
  panel: panelType,
  conference: conferenceType,
  commitment: commitmentType,
  'progress-update': progressType,
} as const satisfies Record<HeldType, AnyDefinition>;

/** The same as a list, for whom the particular type does not matter. */
export const everyDefinition: readonly AnyDefinition[] = Object.values(contentDefinitions);

/** True where records carry a marking of their own; the others are parts that live under their parent's. */
export function isMarked({ base }: AnyDefinition): boolean {
  return 'marking' in base;
}
