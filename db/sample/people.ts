import { demoPeople } from './people-demo.ts';
import { furtherPeople } from './people-further.ts';
import type { SamplePerson } from './types.ts';

/** Everybody in the sample: the demo people first. */
export const samplePeople: readonly SamplePerson[] = [...demoPeople, ...furtherPeople];
