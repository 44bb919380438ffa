import { sampleActions } from '../../db/sample/actions.ts';
import { sampleAdoptions } from '../../db/sample/adoptions.ts';
import { sampleAgencies } from '../../db/sample/agencies.ts';
import { sampleConclusions } from '../../db/sample/conclusions.ts';
import { sampleConferences } from '../../db/sample/conferences.ts';
import { dayAt } from '../../db/sample/days.ts';
import { samplePanels } from '../../db/sample/panels.ts';
import { samplePeople } from '../../db/sample/people.ts';
import { samplePractices } from '../../db/sample/practices.ts';
import { sampleProgress } from '../../db/sample/progress.ts';
import type { SampleAction, SampleConference, SamplePractice, SampleProgress } from '../../db/sample/types.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Marking } from '../../policies/vocabulary.ts';
import { adoptionType } from '../content/adoption.ts';
import { practiceType } from '../content/best-practice.ts';
import { commitmentType } from '../content/commitment.ts';
import { conclusionType } from '../content/conclusion.ts';
import { conferenceType } from '../content/conference.ts';
import { actionType } from '../content/follow-up-action.ts';
import { panelType } from '../content/panel.ts';
import { progressType } from '../content/progress-update.ts';
import type { Directory } from '../gate/directory.ts';
import type { GateParts } from '../gate/parts.ts';
import { systemAct } from '../gate/system.ts';
import { systemEntry } from '../gate/system-entry.ts';
import { type EntityIdOf, type PeopleByAlias, writeWorld } from './sample-world.ts';

const loader = 'system:sample';

interface Loading {
  parts: GateParts;
  directory: Directory;
  people: PeopleByAlias;
  today: string;
}

interface WrittenConclusion {
  id: string;
  /** Reference of its panel. */
  panel: string;
}

/**
 * Writes the sample's editions through the gate as `system:sample`, each record with its audit entry.
 * Returns the id of every action by its key. Call it once, on an empty demo database.
 */
export async function loadSample(
  parts: GateParts,
  directory: Directory,
  entityIdOf: EntityIdOf,
): Promise<Map<string, string>> {
  const today = new Date().toISOString().slice(0, 10);
  const people = await writeAgenciesAndPeople(parts, entityIdOf, today);
  await Promise.all([parts.policies.refresh(), parts.classes.refresh()]);
  await directory.refresh(parts.policies.epoch);
  const loading: Loading = { parts, directory, people, today };
  const conclusions = new Map<string, WrittenConclusion>();
  for (const conference of sampleConferences) {
    await writeConclusions(loading, conference, await writeConference(loading, conference), conclusions);
  }
  const actions = new Map<string, string>();
  for (const action of sampleActions) actions.set(action.key, await writeAction(loading, action, conclusions));
  for (const update of sampleProgress) await writeProgress(loading, update, actions);
  for (const practice of samplePractices) await writePractice(loading, practice);
  await parts.pool.query('INSERT INTO sample_load DEFAULT VALUES');
  return actions;
}

async function writeAgenciesAndPeople(parts: GateParts, entityIdOf: EntityIdOf, today: string): Promise<PeopleByAlias> {
  let people: PeopleByAlias = new Map();
  const written = [
    sampleConferences,
    samplePanels,
    sampleConclusions,
    sampleActions,
    sampleProgress,
    samplePractices,
    sampleAdoptions,
  ];
  const records = written.flat().length;
  const detail = { records, agencies: sampleAgencies.length, people: samplePeople.length };
  const ticket = await inTransaction(parts.pool, async (tx) => {
    people = await writeWorld(tx, entityIdOf, today);
    return parts.audit.appendIn(tx, [systemEntry('sample.load', loader, { detail })]);
  });
  await parts.audit.sequence(ticket);
  return people;
}

/** One act as the agency that owns what is written. */
async function as<T>(
  loading: Loading,
  agency: string,
  work: (gate: ReturnType<typeof systemAct>['gate']) => Promise<T>,
): Promise<T> {
  const entry = loading.directory.get(agency);
  if (!entry) throw new Error(`the sample names an agency that it does not have: ${agency}`);
  const act = systemAct(loading.parts, loading.directory, loader, entry);
  const result = await work(act.gate);
  await act.finish();
  return result;
}

function resolved(marking: Marking, people: PeopleByAlias): Marking {
  const token = (text: string) => (text.startsWith('person:') ? `person:${people.get(text.slice(7)) ?? ''}` : text);
  return { ...marking, releasableTo: marking.releasableTo.map(token), except: marking.except.map(token) };
}

async function writeConference(loading: Loading, conference: SampleConference): Promise<Map<string, string>> {
  const { ref, lang, state, titles, marking, edition, city, startsOn, endsOn, description, fictional } = conference;
  const { notes, organisers, themes, sourceTitle, sourceLang, sourceText } = conference;
  const source = { sourceTitle, sourceLang, sourceText };
  const about = { edition, city, startsOn, endsOn, description, names: titles, notes, organisers, themes, fictional };
  const id = await as(loading, marking.originator, (gate) =>
    gate.create(conferenceType, { marking, lang, state, title: titles.en, ref, values: { ...about, ...source } }),
  );
  return writePanels(loading, conference, id);
}

async function writePanels(
  loading: Loading,
  conference: SampleConference,
  conferenceId: string,
): Promise<Map<string, string>> {
  const panels = new Map<string, string>();
  for (const panel of samplePanels.filter((one) => one.conference === conference.ref)) {
    const { ref, lang, names, marking, position, description, fictional } = panel;
    const values = { conferenceId, position, names, description, fictional };
    const id = await as(loading, marking.originator, (gate) =>
      gate.create(panelType, { marking, lang, state: conference.state, title: names.en, ref, values }),
    );
    panels.set(ref, id);
  }
  return panels;
}

async function writeConclusions(
  loading: Loading,
  { state }: SampleConference,
  panels: Map<string, string>,
  written: Map<string, WrittenConclusion>,
): Promise<void> {
  for (const one of sampleConclusions.filter(({ panel }) => panels.has(panel))) {
    const { ref, panel, kind, need, lang, title, text, marking, carriedFrom } = one;
    const earlier = carriedFrom === undefined ? null : written.get(carriedFrom);
    if (earlier === undefined) throw new Error(`the sample's ${ref} carries on a conclusion that it does not have`);
    const about = { panelId: panels.get(panel), panel, kind, need, text, carriedFrom: earlier?.id ?? null };
    const id = await as(loading, marking.originator, (gate) =>
      gate.create(conclusionType, {
        marking: resolved(marking, loading.people),
        lang,
        state,
        title,
        ref,
        values: { ...about, fictional: true },
      }),
    );
    written.set(ref, { id, panel });
  }
}

async function writeAction(
  loading: Loading,
  action: SampleAction,
  conclusions: Map<string, WrittenConclusion>,
): Promise<string> {
  const conclusion = conclusions.get(action.conclusion);
  if (!conclusion) throw new Error(`the sample's action ${action.key} follows up a conclusion that it does not have`);
  return as(loading, action.marking.originator, (gate) =>
    gate.create(actionType, {
      marking: resolved(action.marking, loading.people),
      lang: action.lang,
      state: action.state,
      title: action.title,
      ref: { prefix: `${action.conclusion}-A` },
      values: {
        conclusionId: conclusion.id,
        panel: conclusion.panel,
        description: action.description,
        indicators: action.indicators,
        leadAgency: action.lead,
        coLeads: [...action.coLeads],
        priority: action.priority,
        stateReason: action.stateReason ?? null,
        dueOn: action.due === null ? null : dayAt(loading.today, action.due),
        fictional: true,
        created_by: loading.people.get(action.author),
      },
      parts: action.commitments.map((commitment) => ({
        definition: commitmentType,
        parent: 'actionId',
        draft: {
          values: {
            agency: commitment.agency,
            acceptance: commitment.acceptance,
            acceptanceReason: commitment.acceptanceReason ?? null,
            implementation: commitment.implementation,
            implementationReason: commitment.implementationReason ?? null,
            weight: commitment.weight,
          },
        },
      })),
    }),
  );
}

async function writeProgress(loading: Loading, update: SampleProgress, actions: Map<string, string>): Promise<void> {
  const actionId = actions.get(update.action) ?? '';
  const { rows } = await loading.parts.pool.query<{ id: string; panel: string; ref: string }>(
    'SELECT c.id, a.panel, a.ref FROM commitment c JOIN follow_up_action a ON a.id = c.action_id WHERE a.id = $1 AND c.agency = $2',
    [actionId, update.agency],
  );
  const [commitment] = rows;
  if (!commitment) throw new Error(`the sample's report ${update.key} is about a commitment that it does not have`);
  await as(loading, update.marking.originator, (gate) =>
    gate.create(progressType, {
      marking: resolved(update.marking, loading.people),
      lang: update.lang,
      state: 'OPEN',
      title: '',
      ref: { prefix: `${commitment.ref}-U` },
      attributes: { agency: update.agency },
      values: {
        actionId,
        commitmentId: commitment.id,
        panel: commitment.panel,
        percent: update.percent,
        text: update.text,
        fictional: true,
        created_by: loading.people.get(update.author),
      },
    }),
  );
}

async function writePractice(loading: Loading, practice: SamplePractice): Promise<void> {
  const id = await writeStory(loading, practice);
  for (const { agency, state, outcome = null, reason } of sampleAdoptions.filter(
    ({ practice: key }) => key === practice.key,
  )) {
    const values = { practiceId: id, agency, state, outcome, stateReason: reason || null };
    await as(loading, agency, (gate) => gate.createPart({ definition: practiceType, id }, adoptionType, { values }));
  }
}

function writeStory(loading: Loading, practice: SamplePractice): Promise<string> {
  const { marking, lang, state, title, panel, problem, response, results, evidence, author } = practice;
  return as(loading, marking.originator, (gate) =>
    gate.create(practiceType, {
      marking: resolved(marking, loading.people),
      lang,
      state,
      title,
      ref: { prefix: panel === null ? 'BP' : `${panel}-BP` },
      values: {
        panel,
        problem,
        response,
        results,
        evidence,
        fictional: true,
        created_by: loading.people.get(author),
      },
    }),
  );
}
