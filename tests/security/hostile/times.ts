import { type HostileCase, instead, insteadAround, rewritten, signed } from './case.ts';

const hour = 3_600_000;
const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

/** Times that are no UTC times (SAML Core 1.3.3). */
const malformed: [string, string][] = [
  ['with an offset', '2099-01-01T00:00:00+02:00'],
  ['without a zone', '2099-01-01T00:00:00'],
  ['of a day alone', '2099-01-01'],
  ['in milliseconds', '4070908800000'],
  ['of a month that does not exist', '2099-13-01T00:00:00Z'],
  ['that says “never”', 'never'],
  ['that is empty', ''],
];

/** Too early, too late, or not to be read. */
export const timeCases: HostileCase[] = [
  {
    title: 'an answer that expired an hour ago',
    reason: 'expired',
    form: signed((parts) => ({ issuedAt: parts.issuedAt - hour })),
  },
  {
    title: 'an assertion whose time has just run out',
    reason: 'expired',
    form: signed((parts) => ({ issuedAt: parts.issuedAt - 400_000, lifetime: 60_000 })),
  },
  {
    title: 'an answer of yesterday that would be good for a week',
    reason: 'expired',
    form: signed((parts) => ({ issuedAt: parts.issuedAt - 24 * hour, lifetime: 168 * hour })),
  },
  {
    title: 'an answer from tomorrow',
    reason: 'not-yet-valid',
    form: signed((parts) => ({ issuedAt: parts.issuedAt + 24 * hour })),
  },
  {
    title: 'a clock four minutes ahead',
    reason: 'not-yet-valid',
    form: signed((parts) => ({ issuedAt: parts.issuedAt + 240_000 })),
  },
  {
    title: 'conditions that begin in ten minutes',
    reason: 'not-yet-valid',
    form: (stage) => instead(/NotBefore="[^"]*"/, `NotBefore="${at(600_000)}"`)(stage),
  },
  {
    title: 'conditions that ended ten minutes ago',
    reason: 'expired',
    form: (stage) =>
      instead(/(?<=<saml:Conditions NotBefore="[^"]*" )NotOnOrAfter="[^"]*"/, `NotOnOrAfter="${at(-600_000)}"`)(stage),
  },
  {
    title: 'a confirmation that ended ten minutes ago',
    reason: 'expired',
    form: (stage) => instead(/NotOnOrAfter="[^"]*"/, `NotOnOrAfter="${at(-600_000)}"`)(stage),
  },
  {
    title: 'a response issued in the future around an assertion of now',
    reason: 'not-yet-valid',
    form: (stage) => insteadAround(/IssueInstant="[^"]*"/, `IssueInstant="${at(hour)}"`)(stage),
  },
  {
    title: 'a response issued long ago around an assertion of now',
    reason: 'expired',
    form: (stage) => insteadAround(/IssueInstant="[^"]*"/, `IssueInstant="${at(-hour)}"`)(stage),
  },
  {
    title: 'an assertion issued in the future',
    reason: 'not-yet-valid',
    form: (stage) => instead(/IssueInstant="[^"]*"/, `IssueInstant="${at(hour)}"`)(stage),
  },
  {
    title: 'an authentication that is still to come',
    reason: 'not-yet-valid',
    form: (stage) => instead(/AuthnInstant="[^"]*"/, `AuthnInstant="${at(hour)}"`)(stage),
  },
  {
    title: 'a session that is over at the IdP',
    reason: 'expired',
    form: (stage) =>
      instead('<saml:AuthnStatement ', `<saml:AuthnStatement SessionNotOnOrAfter="${at(-1000)}" `)(stage),
  },
  { title: 'no issue instant in the response', reason: 'structure', form: insteadAround(/ IssueInstant="[^"]*"/, '') },
  { title: 'no issue instant in the assertion', reason: 'structure', form: instead(/ IssueInstant="[^"]*"/, '') },
  { title: 'no end of the confirmation', reason: 'conditions', form: instead(/ ?NotOnOrAfter="[^"]*"/, '') },
  {
    title: 'no end of the conditions',
    reason: 'conditions',
    form: rewritten((xml) => xml.replace(/(<saml:Conditions [^>]*) NotOnOrAfter="[^"]*"/, '$1')),
  },
  { title: 'no instant of the authentication', reason: 'authentication', form: instead(/ AuthnInstant="[^"]*"/, '') },
  ...malformed.map(([what, time]) => ({
    title: `an end of the conditions ${what}`,
    reason: 'conditions' as const,
    form: rewritten((xml) => xml.replace(/(<saml:Conditions [^>]*NotOnOrAfter=")[^"]*"/, `$1${time}"`)),
  })),
];
