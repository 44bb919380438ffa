import { conclusion, conference, panel } from '../../db/schema/conference.ts';
import { followUpAction, progressUpdate } from '../../db/schema/follow-up-action.ts';
import { guardOf } from '../gate/query.ts';

// Apart from the types themselves: an action looks at its conclusion, and a conclusion counts its actions.
export const conferenceGuard = guardOf('conference', conference);
export const panelGuard = guardOf('panel', panel);
export const conclusionGuard = guardOf('conclusion', conclusion);
export const actionGuard = guardOf('follow-up-action', followUpAction);
/** A commitment has no marking of its own: its existence is decided by its action's row. */
export const commitmentGuard = guardOf('commitment', followUpAction);
export const progressGuard = guardOf('progress-update', progressUpdate);
