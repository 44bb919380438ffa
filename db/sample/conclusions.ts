import { parisConclusions } from './conclusions-paris.ts';
import { romeConclusions } from './conclusions-rome.ts';
import type { SampleConclusion } from './types.ts';

/** The conclusions of all editions, the oldest edition first. */
export const sampleConclusions: readonly SampleConclusion[] = [...parisConclusions, ...romeConclusions];
