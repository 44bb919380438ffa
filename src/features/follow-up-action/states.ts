import type { Mover, Row, StateMachine } from '../../gate/definition.ts';

const free = { reason: false };
const withReason = { reason: true };

/** DOMAIN, State machines: an action. */
export const actionStates: StateMachine = {
  DRAFT: { OPEN: free },
  OPEN: { CLOSED: free, CARRIED_OVER: free, ABANDONED: withReason },
  CLOSED: { OPEN: withReason },
  CARRIED_OVER: {},
  ABANDONED: {},
};

/** Whether an agency takes the commitment on. A reservation and a refusal say why. */
export const acceptanceStates: StateMachine = {
  PROPOSED: { UNDER_CONSIDERATION: free, ACCEPTED: free, ACCEPTED_WITH_RESERVATION: withReason, DECLINED: withReason },
  UNDER_CONSIDERATION: { ACCEPTED: free, ACCEPTED_WITH_RESERVATION: withReason, DECLINED: withReason },
  ACCEPTED: {},
  ACCEPTED_WITH_RESERVATION: {},
  DECLINED: {},
};

/** What became of it, once accepted. */
export const implementationStates: StateMachine = {
  NOT_STARTED: { IN_PROGRESS: free },
  IN_PROGRESS: { BLOCKED: withReason, REPORTED_DONE: free },
  BLOCKED: { IN_PROGRESS: free },
  REPORTED_DONE: { VERIFIED: free, RETURNED: withReason },
  RETURNED: { IN_PROGRESS: free },
  VERIFIED: { CLOSED: free, IN_PROGRESS: withReason },
  CLOSED: { IN_PROGRESS: withReason },
};

const byVerifier = new Set(['VERIFIED', 'RETURNED', 'CLOSED']);

/**
 * Who may take which step of a commitment, beyond the policy: the bound agency answers and reports, another country
 * verifies, nothing is implemented that was not accepted, and an action that is not open stands still.
 */
export function verificationStandsAgainst(row: Row, axis: string, to: string, mover: Mover): string | null {
  if (row.action_state !== 'OPEN') return 'commitment.against.action-not-open';
  const bound = mover.agency === row.agency;
  if (axis === 'acceptance') return bound ? null : 'commitment.against.only-bound-agency';
  if (row.acceptance !== 'ACCEPTED' && row.acceptance !== 'ACCEPTED_WITH_RESERVATION')
    return 'commitment.against.not-accepted';
  if (byVerifier.has(to)) return mover.country === row.agency_country ? 'commitment.against.own-country' : null;
  if (to === 'REPORTED_DONE' && Number(row.updates) === 0) return 'commitment.against.no-report';
  return bound ? null : 'commitment.against.only-bound-agency';
}
