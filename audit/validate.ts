import type { AuditEntry } from './entry.ts';
import { InvalidAuditEntry } from './entry.ts';
import type { AuditEvent, DetailType } from './events.ts';
import { eventOf } from './events.ts';
import { isPartName } from './leaf.ts';

/** Beyond this, an entry is to be written as several: a leaf stays small enough to be read at once. */
export const maxDisclosed = 1_000;

/**
 * The event of an entry. Throws InvalidAuditEntry when action, outcome, detail or an agency's code is not what the
 * catalogue allows. Types say the same at build time; this holds for values that come from elsewhere.
 */
export function checkEntry(entry: AuditEntry): AuditEvent {
  const event = eventOf(entry.action);
  if (event === undefined) throw new InvalidAuditEntry(`no event for the action ${JSON.stringify(entry.action)}`);
  if (!event.outcomes.includes(entry.outcome)) {
    throw new InvalidAuditEntry(`${entry.action} cannot end with ${JSON.stringify(entry.outcome)}`);
  }
  checkDetail(entry, event);
  checkOriginators(entry);
  return event;
}

function checkDetail(entry: AuditEntry, event: AuditEvent): void {
  for (const [key, value] of Object.entries(entry.detail ?? {})) {
    if (value === undefined) continue;
    const type = Object.hasOwn(event.detail, key) ? event.detail[key] : undefined;
    if (type === undefined) throw new InvalidAuditEntry(`${entry.action} has no detail ${JSON.stringify(key)}`);
    if (!fits[type](value)) throw new InvalidAuditEntry(`${entry.action}: detail ${key} is not a ${type}`);
  }
}

function checkOriginators(entry: AuditEntry): void {
  const disclosed = entry.disclosed ?? [];
  if (disclosed.length > maxDisclosed) {
    throw new InvalidAuditEntry(`${disclosed.length} records in one entry, at most ${maxDisclosed}`);
  }
  const named = [...disclosed.map((record) => record.originator), entry.resource?.originator];
  for (const code of named) {
    if (code !== undefined && !isPartName(`originator:${code}`)) {
      throw new InvalidAuditEntry(`not an agency's code: ${JSON.stringify(code)}`);
    }
  }
}

const fits: Record<DetailType, (value: unknown) => boolean> = {
  code: (value) => typeof value === 'string' && /^[A-Za-z0-9.:_,+-]{0,80}$/.test(value),
  text: (value) => typeof value === 'string' && value.length <= 300 && /^\P{Cc}*$/u.test(value),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
};
