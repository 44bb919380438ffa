import { criticalEventActions } from './actions-critical-events.ts';
import { cyberActions } from './actions-cyber.ts';
import { migrationActions } from './actions-migration.ts';
import { organisedCrimeActions } from './actions-organised-crime.ts';
import { parisActions } from './actions-paris.ts';
import { radicalisationActions } from './actions-radicalisation.ts';
import type { SampleAction } from './types.ts';

/** All follow-up actions, the oldest edition first, in the order of the panels. */
export const sampleActions: readonly SampleAction[] = [
  ...parisActions,
  ...criticalEventActions,
  ...radicalisationActions,
  ...organisedCrimeActions,
  ...migrationActions,
  ...cyberActions,
];
