import { classifications, tlps } from '../../../policies/vocabulary.ts';
import type { ShownMarking } from '../../ui/marking/highest.ts';
import type { EntryView, LoggedRecord } from './entry-types.ts';

/** Markings of the records that entries name in clear: a handle says nothing that needs one. */
export function shownMarkings(entries: readonly EntryView[]): ShownMarking[] {
  return entries.flatMap(({ records }) => records).flatMap(markingOf);
}

function markingOf({ marking, classification, tlp }: LoggedRecord): ShownMarking[] {
  if (marking) return [marking];
  const known = classifications.find((one) => one === classification);
  const light = tlps.find((one) => one === tlp);
  return known && light ? [{ classification: known, tlp: light, caveats: [] }] : [];
}
