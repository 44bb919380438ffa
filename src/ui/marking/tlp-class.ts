import type { Tlp } from '../../../policies/vocabulary.ts';

/** Class that carries the colour which FIRST's TLP 2.0 prescribes for the label. */
export function tlpClass(tlp: Tlp): string {
  return `s-tlp--${tlp === 'AMBER+STRICT' ? 'amber' : tlp.toLowerCase()}`;
}
