import { parisConference } from './conference-paris.ts';
import { romeConference } from './conference-rome.ts';
import type { SampleConference } from './types.ts';

/** The editions, the oldest first: a later one carries on what an earlier one concluded. */
export const sampleConferences: readonly SampleConference[] = [parisConference, romeConference];
