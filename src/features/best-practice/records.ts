import { z } from 'zod';
import { practiceType } from '../../content/best-practice.ts';
import { panelType } from '../../content/panel.ts';
import { excerpt, facetsOutput, outputOf, pageOutputOf, type View } from '../../gate/excerpt.ts';
import type { Room } from '../../record/room.ts';

/** Where practices live. */
export const practiceRoom: Room = { href: '/practices', nav: 'practices', messageId: 'ui.nav.practices' };

// What this feature shows of each type.
export type PracticeView = View<typeof practiceType>;

/** As much of a panel as filters and forms show. */
export const panelReference = excerpt(panelType, ['position', 'names']);
export type PanelReference = View<typeof panelReference>;

/** Filters of the list whose values are offered with numbers. */
export const practiceFacets = ['panel', 'state', 'lang', 'originator'] as const;

export const practiceOutput = outputOf(practiceType);
export const practiceListOutput = pageOutputOf(practiceType).extend({
  total: z.int().nullable(),
  facets: facetsOutput(practiceFacets).optional(),
});
