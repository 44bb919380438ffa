import { z } from 'zod';
import { practiceFilters, practiceStates, practiceType } from '../../content/best-practice.ts';
import { contentLanguages } from '../../content/languages.ts';
import { AppError } from '../../errors.ts';
import type { Explanation, Gate } from '../../gate/gate.ts';
import { movesOf } from '../../gate/machine.ts';
import type { Route } from '../../gate/route.ts';
import { listLook } from '../../record/list-page.tsx';
import { agencyFilter, listing, panelsFilter, several, sinceFilter, wordsFilter } from '../../record/listing.ts';
import { Moves } from '../../record/moves.tsx';
import { listPanels } from '../../record/panels.ts';
import { RecordPage } from '../../record/record-page.tsx';
import type { Refused } from '../../record/room-declaration.ts';
import { roomRoutes } from '../../record/room-routes.tsx';
import { Card, Prose } from '../../ui/components/card.tsx';
import { StateAs, type StateLooks } from '../../ui/components/state-tag.tsx';
import { DateText } from '../../ui/components/time-text.tsx';
import { useUi } from '../../ui/context.tsx';
import { Adopters, Contrary } from './adopters.tsx';
import { type AdoptionView, adoptionRoutes, adoptionsOf } from './adoption.ts';
import {
  editedPracticeBody,
  type NewPractice,
  newPracticeBody,
  type PracticeView,
  practiceDesk,
  practiceFormLook,
} from './practice-form.tsx';

const { room } = practiceFormLook;

const looks: StateLooks = {
  DRAFT: ['mute', 'ring'],
  SHARED: ['info', 'half'],
  PUBLISHED: ['ok', 'tick'],
  REVIEW_DUE: ['warn', 'triangle'],
  DEPRECATED: ['mute', 'dash'],
  WITHDRAWN: ['bad', 'cross'],
};

function PracticeState({ state }: { state: string }) {
  return <StateAs looks={looks} words="state.practice" state={state} />;
}

function InUse({ count, own }: { count: number; own: boolean }) {
  const { t } = useUi();
  return (
    <>
      <br />
      <span class="s-mute">{t(own ? 'adoption.count.own' : 'adoption.count', { count })}</span>
    </>
  );
}

const practices = listing({
  href: room.href,
  filters: practiceFilters,
  typed: {
    q: wordsFilter,
    panel: panelsFilter,
    state: several(z.enum(practiceStates.names, 'input.state')),
    lang: several(z.enum(contentLanguages, 'input.language')),
    originator: agencyFilter,
    since: sinceFilter,
    used: z.enum(['', 'own', 'any'], 'input.invalid').default(''),
  },
  sorts: { created: 'created', updated: 'updated', title: 'title' },
  usual: { sort: 'created', direction: 'desc' },
  facets: ['panel', 'state', 'lang', 'originator'],
});

const list = listLook({
  room,
  listing: practices,
  words: 'practice',
  controls: [
    {
      name: 'since',
      labelId: 'record.filter.since',
      look: 'chosen',
      word: ({ t, format }, instant) => t('record.filter.since', { date: format.dateTime(instant) }),
    },
    {
      name: 'state',
      labelId: 'record.state',
      look: 'several',
      values: practiceStates.names,
      word: ({ t }, state) => t(`state.practice.${state}`),
    },
    { name: 'lang', labelId: 'field.lang', look: 'several', word: ({ t }, tag) => t(`language.${tag}`) },
    {
      name: 'used',
      labelId: 'adoption.filter',
      look: 'one',
      values: ['own', 'any'],
      word: ({ t }, value) => t(`adoption.filter.${value}`),
    },
    { name: 'originator', labelId: 'practice.agency', look: 'one', word: ({ agencyName }, code) => agencyName(code) },
  ],
  columns: ({ t, agencyName }) => [
    { key: 'agency', labelId: 'practice.agency', cell: ({ agency }) => (agency ? agencyName(agency) : '') },
    { key: 'state', labelId: 'record.state', cell: ({ state = '' }) => <PracticeState state={state} /> },
    {
      key: 'evidence',
      labelId: 'field.evidence',
      cell: ({ evidence, adopters = 0, myAdoption }) => (
        <>
          {evidence && t(`practice.evidence.${evidence}`)}
          {adopters > 0 && <InUse count={adopters} own={Boolean(myAdoption) && myAdoption !== 'DISCONTINUED'} />}
        </>
      ),
    },
    {
      key: 'updated',
      labelId: 'record.updated',
      sortedBy: 'updated',
      cell: ({ updatedAt }) => <DateText date={updatedAt.slice(0, 10)} />,
    },
  ],
});

/** A practice, who uses it, and why this reader can see it. */
interface PracticePage {
  practice: PracticeView;
  adoptions: AdoptionView[];
  why: Explanation;
  agency: string;
}

async function readPractice(gate: Gate, id: string): Promise<PracticePage> {
  const practice = await gate.read(practiceType, id);
  const adoptions = await adoptionsOf(gate, id);
  return { practice, adoptions, why: await gate.explain(practiceType, id, 'read'), agency: gate.me.agency };
}

/** Refused alike whether the panel is hidden from the writer or never existed (THREATS 19). */
async function demandPanel(gate: Gate, panel: string): Promise<void> {
  if (panel === '') return;
  const panels = await listPanels(gate);
  if (panels.some(({ ref }) => ref === panel)) return;
  throw new AppError('invalid-input', { fields: [{ field: 'panel', messageId: 'input.panel', params: {} }] });
}

/** Shares what an agency tried, or keeps it as a draft; returns its id. */
async function sharePractice(gate: Gate, body: NewPractice): Promise<string> {
  const { marking, lang, state, title, panel, ...values } = body;
  await demandPanel(gate, panel);
  return gate.create(practiceType, {
    marking,
    lang,
    state,
    title,
    ref: { prefix: panel === '' ? 'BP' : `${panel}-BP` },
    values: { ...values, panel: panel === '' ? null : panel },
  });
}

/** The story in the order in which it is told; what was left empty is left out. */
const story = ['problem', 'response', 'results', 'assessment', 'cost', 'transferability', 'harms'] as const;

/** Which form of the page was refused: its address tells, and its fields. */
function scopeOf({ params, body }: Refused): string {
  if (params.agency !== undefined) return 'adoption';
  return 'to' in body ? 'move' : 'adopt';
}

function PracticePageView({
  practice,
  adoptions,
  why,
  agency: own,
  refused,
}: PracticePage & { refused: Refused | null }) {
  const { t, agencyName } = useUi();
  const { agency, panel, evidence } = practice;
  const sent = refused && { scope: scopeOf(refused), typed: refused.body };
  const withdrawal = movesOf(practice, 'state').includes('WITHDRAWN') ? { hint: t('practice.move.hint') } : null;
  return (
    <RecordPage
      room={room}
      record={practice}
      why={why}
      problems={refused?.problem.fields ?? []}
      sent={sent}
      stale={refused?.problem.code === 'stale-version'}
      tags={<PracticeState state={practice.state ?? ''} />}
      facts={[
        ...(agency ? [{ label: t('practice.agency'), value: agencyName(agency) }] : []),
        ...(evidence ? [{ label: t('field.evidence'), value: t(`practice.evidence.${evidence}`) }] : []),
        ...(panel ? [{ label: t('record.panel'), value: panel }] : []),
      ]}
      moves={
        <Moves room={room} record={practice} sent={sent} words="practice" danger="WITHDRAWN" reason={withdrawal} />
      }
    >
      <Contrary practice={practice} adoptions={adoptions} />
      {story.map(
        (name) =>
          practice[name] && (
            <Card key={name} title={t(name === 'response' ? 'practice.told.response' : `field.${name}`)} look="plain">
              <Prose lang={practice.lang}>{practice[name]}</Prose>
            </Card>
          ),
      )}
      <Adopters practice={practice} adoptions={adoptions} agency={own} sent={sent} />
    </RecordPage>
  );
}

const page = {
  definition: practiceType,
  form: practiceFormLook,
  detail: readPractice,
  view: (detail: PracticePage, refused: Refused | null) => <PracticePageView {...detail} refused={refused} />,
};

export const practiceRoutes: Route[] = [
  ...roomRoutes({
    ...page,
    api: '/api/v1/best-practices',
    list,
    desk: practiceDesk,
    newBody: newPracticeBody,
    editedBody: editedPracticeBody,
    create: sharePractice,
    done: { created: 'practice-shared', moved: (to) => (to === 'SHARED' ? 'practice-shared' : 'moved') },
  }),
  ...adoptionRoutes(page),
];
