import { borderPractices } from './practices-border.ts';
import { crimePractices } from './practices-crime.ts';
import { preventionPractices } from './practices-prevention.ts';
import type { SamplePractice } from './types.ts';

/** All best practices of the sample. Every one of them, with its figures, is invented: whoever loads them says so. */
export const samplePractices: readonly SamplePractice[] = [
  ...preventionPractices,
  ...crimePractices,
  ...borderPractices,
];
