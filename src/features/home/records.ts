import { practiceType } from '../../content/best-practice.ts';
import { commitmentType } from '../../content/commitment.ts';
import { conferenceType } from '../../content/conference.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { progressType } from '../../content/progress-update.ts';
import { excerpt, type View } from '../../gate/excerpt.ts';

/** As much of an action as the home page shows. */
export const actionReference = excerpt(actionType, ['panel', 'leadAgency', 'dueOn', 'myAcceptance', 'fictional']);
export type ActionReference = View<typeof actionReference>;

/** As much of a conference as the home page shows. */
export const conferenceReference = excerpt(conferenceType, ['edition', 'city', 'startsOn', 'names', 'fictional']);
export type ConferenceReference = View<typeof conferenceReference>;

/** As much of a practice as the home page shows. */
export const practiceReference = excerpt(practiceType, ['agency', 'fictional']);
export type PracticeReference = View<typeof practiceReference>;

/** As much of a report as the home page tells. */
export const progressReference = excerpt(progressType, ['actionId', 'agency', 'percent']);
export type ProgressReference = View<typeof progressReference>;

/** An agency's answer, and how far it is. */
export const commitmentReference = excerpt(commitmentType, ['actionId', 'agency', 'acceptance', 'implementation']);
export type CommitmentReference = View<typeof commitmentReference>;
