import type { Gate } from '../../gate/gate.ts';
import { pageOf } from './inputs.ts';
import { editions } from './queries.ts';
import { type ConferenceView, conferenceAbout } from './records.ts';

export interface Conferences {
  items: ConferenceView[];
  next: string | null;
}

/** The editions of the conference, newest first. */
export async function listConferences(gate: Gate, query: { after: string; limit: number }): Promise<Conferences> {
  const { items, next } = await gate.list(conferenceAbout, { ...editions(), ...pageOf(query) });
  return { items, next };
}
