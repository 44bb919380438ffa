import { z } from 'zod';
import { commitmentType } from '../../content/commitment.ts';
import { conclusionType } from '../../content/conclusion.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { progressType } from '../../content/progress-update.ts';
import { excerpt, outputOf, type View } from '../../gate/excerpt.ts';
import type { Room } from '../../record/room.ts';

/** Where actions live. */
export const actionRoom: Room = { href: '/actions', nav: 'actions', messageId: 'ui.nav.actions' };

// What this feature shows of each type.
export type ActionView = View<typeof actionType>;
export type CommitmentView = View<typeof commitmentType>;
export type ProgressView = View<typeof progressType>;

/** As much of a conclusion as an action shows of the one that it follows up. */
export const conclusionReference = excerpt(conclusionType, ['panel']);
export type ConclusionReference = View<typeof conclusionReference>;

/** An action with its parts, as the API answers it. */
export const wholeActionOutput = outputOf(actionType).extend({
  commitments: z.array(outputOf(commitmentType)),
  updates: z.array(outputOf(progressType)),
  /** True where there are older reports than these. */
  olderUpdates: z.boolean(),
});
