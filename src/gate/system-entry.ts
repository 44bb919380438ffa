import type { AuditActor, AuditEntry } from '../../audit/entry.ts';
import type { AuditAction } from '../../audit/events.ts';

/** An entry of the portal itself: start, sample, console. */
export function systemEntry(action: AuditAction, id: string, rest: Partial<AuditEntry> = {}): AuditEntry {
  const actor: AuditActor = {
    id,
    agency: '',
    country: '',
    idp: '',
    roles: [],
    assurance: '',
    session: '',
    assertionId: '',
  };
  return { action, outcome: 'permit', actor, recipient: { agency: '', country: '', channel: 'system' }, ...rest };
}
