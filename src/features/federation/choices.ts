import { classifications, purposes, roles } from '../../../policies/vocabulary.ts';

/** What an operator chooses among, in the order of the vocabulary. */
export const choices = { clearances: classifications, purposes, roles } as const;
