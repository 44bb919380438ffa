import { conclusionType } from '../../content/conclusion.ts';
import { conferenceType } from '../../content/conference.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { panelType } from '../../content/panel.ts';
import { excerpt, outputOf, pageOutputOf, type View } from '../../gate/excerpt.ts';

/** A conference without the text of its report. */
export const conferenceAbout = excerpt(conferenceType, [
  'edition',
  'city',
  'startsOn',
  'endsOn',
  'names',
  'description',
  'organisers',
  'themes',
  'notes',
  'sourceTitle',
  'sourceLang',
  'fictional',
]);
export type ConferenceView = View<typeof conferenceAbout>;

/** The report of an edition, as it was received. */
export const conferenceReport = excerpt(conferenceType, [
  'edition',
  'names',
  'sourceTitle',
  'sourceLang',
  'sourceText',
]);
export type ReportView = View<typeof conferenceReport>;

export type PanelView = View<typeof panelType>;
export type ConclusionView = View<typeof conclusionType>;

/** As much of a conclusion as one that carries it on shows. */
export const earlierConclusion = excerpt(conclusionType, ['fictional']);
export type EarlierConclusion = View<typeof earlierConclusion>;

/** As much of a follow-up action as the conclusion that it follows up shows. */
export const actionReference = excerpt(actionType, ['leadAgency', 'dueOn', 'fictional']);
export type ActionReference = View<typeof actionReference>;

export const conferenceOutput = outputOf(conferenceAbout);
export const reportOutput = outputOf(conferenceReport);
export const panelOutput = outputOf(panelType);
export const conclusionOutput = outputOf(conclusionType);
export const conferencePageOutput = pageOutputOf(conferenceAbout);
export const panelPageOutput = pageOutputOf(panelType);
export const conclusionPageOutput = pageOutputOf(conclusionType);
