import { z } from 'zod';
import { actionType } from '../../content/follow-up-action.ts';
import { idInput } from '../../gate/input.ts';
import type { Route } from '../../gate/route.ts';
import { roomRoutes } from '../../record/room-routes.tsx';
import { textOf } from '../../record/share-form.ts';
import { todayInUtc } from '../../ui/calendar.ts';
import { actionDesk, actionFormLook } from './action-form.tsx';
import { editedActionBody, newActionBody, pageMoveBody } from './action-input.ts';
import { actionList } from './action-list.tsx';
import { demandConfirmedClosing } from './close-action.ts';
import { commitmentRoutes } from './commitment-routes.ts';
import { createAction, demandAgencies, demandDayConfirmed } from './create-action.ts';
import { readActionPage, readWholeAction } from './read-action.ts';
import { wholeActionOutput } from './records.ts';
import { ActionPageView } from './views/action-page.tsx';

const page = {
  definition: actionType,
  form: actionFormLook,
  detail: readActionPage,
  view: (detail, refused) => <ActionPageView {...detail} refused={refused} />,
} satisfies Parameters<typeof commitmentRoutes>[0];

/** Follow-up actions and the commitments of agencies to them, as pages and as API. */
export const actionRoutes: Route[] = [
  ...roomRoutes({
    ...page,
    api: '/api/v1/follow-up-actions',
    list: actionList,
    desk: actionDesk,
    begin: {
      query: z.object({ conclusion: z.union([z.literal(''), idInput]).default('') }),
      values: (gate, { conclusion }) => ({ conclusionId: textOf(conclusion), leadAgency: gate.me.agency }),
    },
    newBody: newActionBody,
    editedBody: editedActionBody,
    create: async (gate, body, typed) => {
      if (typed) demandDayConfirmed(body.dueOn, typed.pastDueOn, todayInUtc());
      return createAction(gate, body);
    },
    demandEdit: (gate, { leadAgency, coLeads }) =>
      demandAgencies(gate, { leadAgency: codesIn(leadAgency), coLeads: codesIn(coLeads) }),
    pageMove: { body: pageMoveBody, demand: demandConfirmedClosing },
    done: { created: 'created', moved: () => 'moved' },
    whole: { output: wholeActionOutput, read: readWholeAction },
  }),
  ...commitmentRoutes(page),
];

/** The codes that an edit names; none where it names no field. */
const codesIn = (value: unknown): string[] => [value].flat().filter((one): one is string => typeof one === 'string');
