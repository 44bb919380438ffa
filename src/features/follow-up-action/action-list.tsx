import { z } from 'zod';
import { actionFilters } from '../../content/action-filters.ts';
import { actionStates, unansweredStates } from '../../content/action-states.ts';
import { idInput } from '../../gate/input.ts';
import { listLook } from '../../record/list-page.tsx';
import { agencyFilter, listing, panelsFilter, several, sinceFilter, wordsFilter } from '../../record/listing.ts';
import { ProgressBar } from '../../ui/components/progress-bar.tsx';
import { StateTag } from '../../ui/components/state-tag.tsx';
import { DueDate } from '../../ui/components/time-text.tsx';
import { useUi } from '../../ui/context.tsx';
import { actionRoom } from './records.ts';

const actions = listing({
  href: actionRoom.href,
  filters: actionFilters,
  typed: {
    q: wordsFilter,
    panel: panelsFilter,
    state: several(z.enum(actionStates.names, 'input.state')),
    lead: agencyFilter,
    since: sinceFilter,
    conclusion: z.union([z.literal(''), idInput]).default(''),
    mine: z.enum(['', 'waiting', 'mine'], 'input.invalid').default(''),
    due: z.enum(['', 'overdue', '30'], 'input.invalid').default(''),
  },
  sorts: { created: 'created', due: 'dueOn', updated: 'updated', title: 'title' },
  usual: { sort: 'due', direction: 'asc' },
  facets: ['panel', 'state', 'lead'],
});

function Waiting() {
  const { t } = useUi();
  return <strong>{t('action.waitingForYou')}</strong>;
}

/** The follow-up actions that a person may read. */
export const actionList = listLook({
  room: actionRoom,
  listing: actions,
  words: 'action',
  controls: [
    {
      name: 'since',
      labelId: 'record.filter.since',
      look: 'chosen',
      word: ({ t, format }, instant) => t('record.filter.since', { date: format.dateTime(instant) }),
    },
    {
      name: 'mine',
      labelId: 'action.filter.mine',
      look: 'one',
      values: ['waiting', 'mine'],
      word: ({ t }, value) => t(`action.filter.mine.${value}`),
    },
    {
      name: 'due',
      labelId: 'action.filter.due',
      look: 'one',
      values: ['overdue', '30'],
      word: ({ t }, value) => t(`action.filter.due.${value}`),
    },
    {
      name: 'conclusion',
      labelId: 'action.conclusion',
      look: 'chosen',
      word: ({ t }) => t('action.filter.conclusion'),
    },
    {
      name: 'state',
      labelId: 'record.state',
      look: 'several',
      values: actionStates.names,
      word: ({ t }, state) => t(`state.action.${state}`),
    },
    { name: 'lead', labelId: 'action.lead', look: 'one', word: ({ agencyName }, code) => agencyName(code) },
  ],
  note: ({ myAcceptance }) => (myAcceptance && unansweredStates.includes(myAcceptance) ? <Waiting /> : null),
  columns: ({ t, agencyName }) => [
    { key: 'lead', labelId: 'action.lead', cell: ({ leadAgency }) => (leadAgency ? agencyName(leadAgency) : '') },
    { key: 'state', labelId: 'record.state', cell: ({ state = '' }) => <StateTag kind="action" state={state} /> },
    {
      key: 'due',
      labelId: 'action.due',
      sortedBy: 'due',
      cell: ({ dueOn = null, state }) => <DueDate date={dueOn} done={state !== 'OPEN'} />,
    },
    {
      key: 'progress',
      labelId: 'action.progress',
      cell: ({ progress = null, ref = '' }) =>
        progress === null ? (
          t('action.progressReports.none')
        ) : (
          <ProgressBar percent={progress} label={t('action.progressOf', { ref })} />
        ),
    },
  ],
});
