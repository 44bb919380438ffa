import { notSecondTo, type Party } from './policy-separation.ts';
import type { StoredApplication, TakenStep } from './provider-application.ts';
import type { ApplicationState, ApplicationStep } from './registry-words.ts';

/** An application as it stands for one person: all that decides about steps beside the rules. */
export interface ApplicationSituation {
  application: StoredApplication;
  taken: readonly TakenStep[];
  me: Party;
  now: number;
}

/** The first provider of an agency waits: nobody of it can say no by itself (THREATS 39). */
const waitHours = 24;

type Test = (situation: ApplicationSituation) => string | null;

/** The end of the message `federation.stands.…` that says what stands against a step now; null: nothing does. */
export function standsAgainstApplication(step: ApplicationStep, situation: ApplicationSituation): string | null {
  for (const test of tests[step]) {
    const reason = test(situation);
    if (reason) return reason;
  }
  return null;
}

/** Until when an application waits, ISO 8601; null where it need not. */
export function waitsUntil({ pinnedAt, agencies, confirming, wider }: StoredApplication): string | null {
  if (pinnedAt === null || wider.length === 0 || agencies.every((code) => confirming.includes(code))) return null;
  return new Date(Date.parse(pinnedAt) + waitHours * 3_600_000).toISOString();
}

const inState =
  (...states: readonly ApplicationState[]): Test =>
  ({ application }) =>
    states.includes(application.state) ? null : 'state';
const opens: Test = ({ application }) => (application.wider.length > 0 ? null : 'narrows');

const secondToAuthor: Test = ({ application, me }) => {
  if (application.author.person === null) return null;
  const reason = notSecondTo(application.author, me);
  return reason && `second-${reason}`;
};
/** What nobody signed is decided by two who vetted and who puts it into force. */
const secondToVetter: Test = ({ application, taken, me }) => {
  if (application.author.person !== null) return null;
  const reasons = taken.filter(({ step }) => step === 'vet').map((vetter) => notSecondTo(vetter, me));
  const [reason] = reasons;
  return reasons.includes(null) || !reason ? null : `second-${reason}`;
};
const confirmed: Test = ({ application, taken }) => {
  const missing = application.confirming.filter(
    (code) => !taken.some(({ step, agency }) => step === 'confirm' && agency === code),
  );
  return missing.length === 0 ? null : 'unconfirmed';
};
const waited: Test = ({ application, now }) => {
  const until = waitsUntil(application);
  return until === null || Date.parse(until) <= now ? null : 'waits';
};
const trusted: Test = ({ application, now }) =>
  Date.parse(application.registration.trustedUntil) > now ? null : 'trust-ended';
const asked: Test = ({ application, taken, me }) => {
  if (!application.confirming.includes(me.agency)) return 'not-asked';
  if (me.idp === application.entityId && application.wider.includes('new')) return 'own-provider';
  return taken.some(({ step, agency }) => step === 'confirm' && agency === me.agency) ? 'confirmed-already' : null;
};

const open: readonly ApplicationState[] = ['APPLIED', 'VETTED', 'PINNED', 'TESTED'];
const wholeWay: readonly Test[] = [inState('TESTED'), secondToAuthor, secondToVetter, confirmed, waited, trusted];
const narrowing: readonly Test[] = [inState('APPLIED'), trusted];

const tests: Record<ApplicationStep, readonly Test[]> = {
  vet: [inState('APPLIED'), opens, secondToAuthor],
  pin: [inState('VETTED')],
  test: [inState('PINNED', 'TESTED'), trusted],
  confirm: [inState(...open), asked],
  activate: [
    (situation) =>
      (situation.application.wider.length > 0 ? wholeWay : narrowing).reduce<string | null>(
        (against, test) => against ?? test(situation),
        null,
      ),
  ],
  reject: [inState(...open)],
};
