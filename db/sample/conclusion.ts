import { mark } from './mark.ts';
import type { SampleConclusion } from './types.ts';

export const publicForAll = mark({
  originator: 'INT-RCC',
  classification: 'PUBLIC',
  tlp: 'CLEAR',
  releasableTo: ['all'],
});
export const forAll = mark({ originator: 'INT-RCC', releasableTo: ['all'] });
export const forPolice = mark({ originator: 'INT-RCC', releasableTo: ['all'], caveats: ['LEA-ONLY'] });

/** A conclusion in English: the secretariat's working language. */
export function conclusion(given: Omit<SampleConclusion, 'panel' | 'lang' | 'fictional'>): SampleConclusion {
  return { ...given, panel: given.ref.slice(0, 'J7-P1'.length), lang: 'en', fictional: true };
}
