import { conferenceType } from '../../content/conference.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { excerpt, type View } from '../../gate/excerpt.ts';

/** As much of an action as the home page shows. */
export const actionReference = excerpt(actionType, ['panel', 'leadAgency', 'dueOn', 'myAcceptance', 'fictional']);
export type ActionReference = View<typeof actionReference>;

/** As much of a conference as the home page shows. */
export const conferenceReference = excerpt(conferenceType, ['edition', 'city', 'startsOn', 'names', 'fictional']);
export type ConferenceReference = View<typeof conferenceReference>;
