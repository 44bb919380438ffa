import { samplePeople } from '../../db/sample/people.ts';
import type { DemoPerson } from '../../src/dev/demo-person.ts';
export const check: readonly DemoPerson[] = samplePeople;
