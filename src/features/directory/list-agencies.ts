import type { AgencyEntry } from '../../gate/directory.ts';
import type { Gate } from '../../gate/gate.ts';

export type AgencyView = Pick<AgencyEntry, 'code' | 'participant' | 'type' | 'names' | 'communities'>;

/** All active agencies by code; there is one page of them. */
export function listAgencies(gate: Gate): { items: AgencyView[]; next: null } {
  const items = gate
    .agencies()
    .map(({ code, participant, type, names, communities }) => ({ code, participant, type, names, communities }));
  return { items, next: null };
}
