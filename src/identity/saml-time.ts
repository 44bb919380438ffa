import { Refusal, type RefusalReason } from './refusal.ts';

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** Milliseconds of a SAML time value: xs:dateTime in UTC (SAML Core 1.3.3). @throws Refusal */
export function samlTime(value: string | null, reason: RefusalReason, what: string): number {
  const at = value !== null && dateTime.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw new Refusal(reason, `${what}: ${value === null ? 'missing' : 'not a UTC time'}`);
  return at;
}
