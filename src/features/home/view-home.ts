import { commitmentType } from '../../content/commitment.ts';
import type { Gate } from '../../gate/gate.ts';
import { movesOf } from '../../gate/machine.ts';
import type { Notice } from '../../gate/registry-words.ts';
import type { StatedPurpose } from '../../gate/signed-in.ts';
import { type News, newsOf } from './news.ts';
import { newestEdition, ownCommitment, type WorkList, workList } from './queries.ts';
import { type ActionReference, actionReference, type ConferenceReference, conferenceReference } from './records.ts';

/** The beginning of a list and how long it is. */
export interface Section {
  items: ActionReference[];
  total: number;
}

/** The own agency's commitment as it can be answered now. */
export interface Answerable {
  version: number;
  answers: string[];
}

/** Actions that wait for the own agency's answer, each with what may be answered. */
export interface Waiting extends Section {
  answerable: ReadonlyMap<string, Answerable>;
}

/** What concerns an officer's agency now. */
export interface Work {
  waiting: Waiting;
  overdue: Section;
  soon: Section;
  news: News;
  conference: ConferenceReference | null;
}

export interface Home {
  name: string;
  roles: string[];
  /** Null for roles that read no content. */
  work: Work | null;
  /** What the own agency is told and nobody of it took note of. */
  notices: Notice[];
  purposeStated: boolean;
  /** The purpose stated last, if it can be stated again by one button. */
  lastPurpose: StatedPurpose | null;
  mayReadLog: boolean;
  /** What waits for a policy administrator; null for everybody else. */
  policies: { approve: number; mine: number; ratify: number | null } | null;
}

const shown = 5;

/** The home page: the own agency's work for officers; for control roles what they may do. */
export async function viewHome(gate: Gate): Promise<Home> {
  const { name, roles, purpose, purposes } = gate.me;
  const last = purpose || purposes.length === 0 ? null : await gate.session.lastPurpose();
  return {
    name,
    roles,
    work: gate.mayEver('read', 'follow-up-action') ? await workOf(gate) : null,
    notices: await gate.notices.open(),
    purposeStated: purpose !== null,
    lastPurpose: last && purposes.includes(last.code) ? last : null,
    mayReadLog: gate.mayEver('audit-read', 'audit-entry'),
    policies: gate.mayEver('read', 'policy') ? await policiesOf(gate) : null,
  };
}

async function policiesOf(gate: Gate): Promise<Home['policies']> {
  const { approve, mine, ratify } = await gate.policies.waiting();
  return { approve: approve.length, mine: mine.length, ratify };
}

async function workOf(gate: Gate): Promise<Work> {
  const waiting = await waitingFor(gate);
  const overdue = await section(gate, 'overdue');
  const soon = await section(gate, 'soon');
  gate.note('home.view', { waiting: waiting.total, overdue: overdue.total });
  const news = await newsOf(gate);
  const { items } = await gate.list(conferenceReference, newestEdition());
  return { waiting, overdue, soon, news, conference: items[0] ?? null };
}

/** What waits, and how it may be answered from here: one look at each of the few commitments that are shown. */
async function waitingFor(gate: Gate): Promise<Waiting> {
  const waiting = await section(gate, 'waiting');
  const answerable = new Map<string, Answerable>();
  for (const { id } of waiting.items) {
    const commitment = await gate.find(commitmentType, ownCommitment(id, gate.me.agency));
    if (commitment) answerable.set(id, { version: commitment.version, answers: movesOf(commitment, 'acceptance') });
  }
  return { ...waiting, answerable };
}

async function section(gate: Gate, name: WorkList): Promise<Section> {
  const { items, total } = await gate.list(actionReference, { ...workList(name), limit: shown });
  return { items, total: total ?? items.length };
}
