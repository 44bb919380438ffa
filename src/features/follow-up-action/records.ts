import { z } from 'zod';
import { commitmentType } from '../../content/commitment.ts';
import { conclusionType } from '../../content/conclusion.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { panelType } from '../../content/panel.ts';
import { progressType } from '../../content/progress-update.ts';
import { excerpt, facetsOutput, outputOf, pageOutputOf, type View } from '../../gate/excerpt.ts';
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

/** As much of a panel as filters and forms show. */
export const panelReference = excerpt(panelType, ['position', 'names']);
export type PanelReference = View<typeof panelReference>;

/** Filters of the list whose values are offered with numbers. */
export const actionFacets = ['panel', 'state', 'lead'] as const;

export const actionOutput = outputOf(actionType);
export const commitmentOutput = outputOf(commitmentType);
export const progressOutput = outputOf(progressType);
export const wholeActionOutput = actionOutput.extend({
  commitments: z.array(commitmentOutput),
  updates: z.array(progressOutput),
  /** True where there are older reports than these. */
  olderUpdates: z.boolean(),
});
export const actionListOutput = pageOutputOf(actionType).extend({
  total: z.int().nullable(),
  facets: facetsOutput(actionFacets).optional(),
});
