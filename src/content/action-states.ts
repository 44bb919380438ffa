import type { AxisName } from '../../policies/vocabulary.ts';
import type { Row } from '../gate/definition.ts';
import { machine } from '../gate/machine.ts';

const free = { reason: false };
const withReason = { reason: true };

/** DOMAIN, State machines: an action. */
export const actionStates = machine({
  DRAFT: { OPEN: free },
  OPEN: { CLOSED: free, CARRIED_OVER: free, ABANDONED: withReason },
  CLOSED: { OPEN: withReason },
  CARRIED_OVER: {},
  ABANDONED: {},
});

/** An action is written down for the own agency first, or open to all whom its marking names at once. */
export const firstActionStates = ['DRAFT', 'OPEN'] as const;

/** The two axes of a commitment. */
export const commitmentAxes = ['acceptance', 'implementation'] as const;

/** Whether an agency takes the commitment on. A reservation and a refusal say why. */
export const acceptanceStates = machine({
  PROPOSED: { UNDER_CONSIDERATION: free, ACCEPTED: free, ACCEPTED_WITH_RESERVATION: withReason, DECLINED: withReason },
  UNDER_CONSIDERATION: { ACCEPTED: free, ACCEPTED_WITH_RESERVATION: withReason, DECLINED: withReason },
  ACCEPTED: {},
  ACCEPTED_WITH_RESERVATION: {},
  DECLINED: {},
});

/** What became of it, once accepted. */
export const implementationStates = machine({
  NOT_STARTED: { IN_PROGRESS: free },
  IN_PROGRESS: { BLOCKED: withReason, REPORTED_DONE: free },
  BLOCKED: { IN_PROGRESS: free },
  REPORTED_DONE: { VERIFIED: free, RETURNED: withReason },
  RETURNED: { IN_PROGRESS: free },
  VERIFIED: { CLOSED: free, IN_PROGRESS: withReason },
  CLOSED: { IN_PROGRESS: withReason },
});

/** The answers by which an agency is bound: only then is there something to carry out, to report and to count. */
export const acceptedStates: readonly string[] = ['ACCEPTED', 'ACCEPTED_WITH_RESERVATION'];

/** The answers that are none yet: the agency is waited for. */
export const unansweredStates: readonly string[] = ['PROPOSED', 'UNDER_CONSIDERATION'];

const done = new Set(['REPORTED_DONE', 'VERIFIED', 'CLOSED']);

// What follows says what the rows allow, whoever asks. Who may take a step is written in policies/rules/, and nowhere else.

/** Nothing is asked of anybody about an action that is not open. */
export function againstCommitment(action: Row): string | null {
  return action.state === 'OPEN' ? null : 'commitment.against.action-not-open';
}

/** An action that is not open stands still, nothing is carried out that was not accepted, and what is done was reported. */
export function againstStep(commitment: Row, axis: AxisName, to: string): string | null {
  if (commitment.actionState !== 'OPEN') return 'commitment.against.action-not-open';
  if (axis === 'acceptance') return null;
  if (!acceptedStates.includes(String(commitment.acceptance))) return 'commitment.against.not-accepted';
  return to === 'REPORTED_DONE' && Number(commitment.updates) === 0 ? 'commitment.against.no-report' : null;
}

/** Progress is reported while the work goes on. */
export function againstReport(commitment: Row): string | null {
  const standing = againstStep(commitment, 'implementation', 'IN_PROGRESS');
  return standing ?? (done.has(String(commitment.implementation)) ? 'commitment.against.reported-done' : null);
}
