import { criticalEventActions } from './actions-critical-events.ts';
import { cyberActions } from './actions-cyber.ts';
import { migrationActions } from './actions-migration.ts';
import { organisedCrimeActions } from './actions-organised-crime.ts';
import { radicalisationActions } from './actions-radicalisation.ts';
import type { SampleAction } from './types.ts';

/** All follow-up actions, in the order of the panels. */
export const sampleActions: readonly SampleAction[] = [
  ...criticalEventActions,
  ...radicalisationActions,
  ...organisedCrimeActions,
  ...migrationActions,
  ...cyberActions,
];
