import {
  type Caveat,
  type Classification,
  caveats,
  classifications,
  type Marking,
  type Tlp,
  tlps,
} from '../../../policies/vocabulary.ts';

/** What the banner of a page says: for display only, nothing is decided on it. */
export interface PageMarking {
  classification: Classification;
  tlp: Tlp;
  caveats: Caveat[];
}

/** The part of a marking that a banner or a chip shows. */
export type ShownMarking = Pick<Marking, 'classification' | 'tlp' | 'caveats'>;

function highestOf<Value extends string>(order: readonly Value[], values: readonly Value[]): Value | undefined {
  return order.findLast((candidate) => values.includes(candidate));
}

/** Highest classification, highest TLP and all caveats of the markings shown on a page; null when there are none. */
export function highestMarking(markings: readonly ShownMarking[]): PageMarking | null {
  const classification = highestOf(
    classifications,
    markings.map((marking) => marking.classification),
  );
  const tlp = highestOf(
    tlps,
    markings.map((marking) => marking.tlp),
  );
  if (!classification || !tlp) return null;
  return { classification, tlp, caveats: caveats.filter((caveat) => markings.some((m) => m.caveats.includes(caveat))) };
}
