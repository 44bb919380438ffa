import type { ActiveVersion, Approval, ChangeState, StoredChange } from './policy-change.ts';
import { notSecondTo, type Party } from './policy-separation.ts';

/** What can be done with a change, beside reading it. */
export const steps = [
  'edit',
  'follow',
  'simulate',
  'submit',
  'approve',
  'reject',
  'withdraw',
  'activate',
  'activate-alone',
  'ratify',
] as const;
export type Step = (typeof steps)[number];

/** A change as it stands for one administrator: all that decides about steps beside the rules. */
export interface Situation {
  change: StoredChange;
  approvals: readonly Approval[];
  active: ActiveVersion;
  me: Party;
  /** Read, within the invariants, every case as expected. */
  good: boolean;
  /** Parts of which nobody proved that they only close. */
  openings: number;
  /** Parts of a narrowing that nobody decides alone. */
  shared: number;
  now: number;
}

/** How long a simulation, and an approval that rests on it, stay good. */
export const effectHours = 24;

const early: readonly ChangeState[] = ['DRAFT', 'CHECKED', 'SIMULATED'];
const late: readonly ChangeState[] = ['IN_REVIEW', 'APPROVED'];
const steady: readonly ChangeState[] = ['CHECKED', 'SIMULATED', 'IN_REVIEW', 'APPROVED'];

type Test = (situation: Situation) => string | null;

/** The end of the message `policies.stands.…` that says what stands against a step now; null: nothing does. */
export function standsAgainst(step: Step, situation: Situation): string | null {
  for (const test of tests[step]) {
    const reason = test(situation);
    if (reason) return reason;
  }
  return null;
}

/** The approvals that count for the text and the effect as they are. */
export function countingApprovals({ change, approvals }: Pick<Situation, 'change' | 'approvals'>): Approval[] {
  return approvals.filter(
    ({ textHash, effectHash }) => textHash === change.textHash && effectHash === change.effectHash,
  );
}

/** A change by the console is nobody's: two persons approve it. */
export function neededApprovals({ author }: Pick<StoredChange, 'author'>): number {
  return author.person === null ? 2 : 1;
}

const inState =
  (states: readonly ChangeState[]): Test =>
  ({ change }) =>
    states.includes(change.state) ? null : 'state';
const mine: Test = ({ change, me }) => (change.author.person === me.person ? null : 'not-yours');
const mineOrTheConsoles: Test = (situation) => (situation.change.author.person === null ? null : mine(situation));
const follows: Test = ({ change, active }) => (change.baseVersion === active.version ? null : 'base-moved');
const checked: Test = ({ good }) => (good ? null : 'not-good');
const fresh: Test = ({ change, now }) =>
  change.simulatedAt !== null && now - Date.parse(change.simulatedAt) < effectHours * 3_600_000 ? null : 'effect-old';
const ratified: Test = ({ change, active }) =>
  active.lapsesAt === null || change.kind === 'rollback' ? null : 'unratified';

const second: Test = (situation) => {
  const { change, me } = situation;
  for (const other of [change.author, ...countingApprovals(situation)]) {
    const reason = notSecondTo(other, me);
    if (reason) return other === change.author ? `second-${reason}` : `other-${reason}`;
  }
  return null;
};

const tests: Record<Step, readonly Test[]> = {
  edit: [inState(early), ({ change }) => (change.kind === 'rules' ? null : 'state'), mine],
  follow: [
    inState([...early, ...late]),
    ({ change }) => (change.kind === 'rules' ? null : 'state'),
    mineOrTheConsoles,
    (situation) => (follows(situation) === null ? 'state' : null),
  ],
  simulate: [inState(steady), mineOrTheConsoles, follows, checked],
  submit: [inState(['SIMULATED']), mineOrTheConsoles, follows, checked, fresh],
  approve: [inState(['IN_REVIEW']), second, follows, checked, fresh],
  reject: [
    inState([...early, ...late]),
    (situation) => (early.includes(situation.change.state) ? mineOrTheConsoles(situation) : null),
  ],
  withdraw: [inState(late), mineOrTheConsoles],
  activate: [
    inState(['APPROVED']),
    follows,
    checked,
    ratified,
    (situation) => (countingApprovals(situation).length >= neededApprovals(situation.change) ? null : 'approvals'),
    fresh,
  ],
  'activate-alone': [
    inState(['SIMULATED']),
    mine,
    follows,
    checked,
    ({ openings }) => (openings === 0 ? null : 'opens'),
    ({ shared }) => (shared === 0 ? null : 'shared'),
    ({ active }) => (active.lapsesAt === null ? null : 'unratified'),
    fresh,
  ],
  ratify: [
    ({ change, active }) => (active.change === change.number && active.lapsesAt !== null ? null : 'state'),
    ({ change, me }) => {
      const reason = notSecondTo(change.author, me);
      return reason && `second-${reason}`;
    },
  ],
};
