import { notSecondTo, type Party } from './policy-separation.ts';
import type { Confirmation, StoredRoleChange } from './role-store.ts';
import { proposalDays, type RoleChangeView, type RoleStep } from './role-views.ts';

interface Situation {
  change: StoredRoleChange;
  confirmations: readonly Confirmation[];
  me: Party;
  now: number;
}

/** A change by the console is nobody's: two persons confirm it. */
export function needed({ author }: Pick<StoredRoleChange, 'author'>): number {
  return author.person === null ? 2 : 1;
}

export function stateOf(
  { state, createdAt }: Pick<StoredRoleChange, 'state' | 'createdAt'>,
  now: number,
): RoleChangeView['state'] {
  const lapsed = state === 'PROPOSED' && now - Date.parse(createdAt) > proposalDays * 86_400_000;
  return lapsed ? 'LAPSED' : state;
}

/** The end of the message `roles.stands.…` that says what stands against a step now; null: nothing does. */
export function standsAgainstRole(step: RoleStep, { change, confirmations, me, now }: Situation): string | null {
  if (change.state !== 'PROPOSED') return 'state';
  const mine = change.author.person !== null && change.author.person === me.person;
  if (step === 'withdraw') return mine ? null : 'not-yours';
  if (step === 'reject') return mine ? 'yours' : null;
  if (stateOf(change, now) === 'LAPSED') return 'lapsed';
  if (change.person === me.person) return 'own-role';
  if (change.author.person !== null) {
    const reason = notSecondTo(change.author, me);
    if (reason) return `second-${reason}`;
  }
  const near = confirmations.map((other) => notSecondTo(other, me)).find((reason) => reason !== null);
  return near ? `second-${near}` : null;
}
