import type { SampleCommunity } from './types.ts';

/** One community for each panel of the seventh edition; who belongs stands with the agencies. */
export const sampleCommunities: readonly SampleCommunity[] = [
  { name: 'J7-P1', names: { en: 'Panel 1 members', 'sr-Cyrl': 'Чланови панела 1', it: 'Membri del panel 1' } },
  { name: 'J7-P2', names: { en: 'Panel 2 members', 'sr-Cyrl': 'Чланови панела 2', it: 'Membri del panel 2' } },
  { name: 'J7-P3', names: { en: 'Panel 3 members', 'sr-Cyrl': 'Чланови панела 3', it: 'Membri del panel 3' } },
  { name: 'J7-P4', names: { en: 'Panel 4 members', 'sr-Cyrl': 'Чланови панела 4', it: 'Membri del panel 4' } },
  { name: 'J7-P5', names: { en: 'Panel 5 members', 'sr-Cyrl': 'Чланови панела 5', it: 'Membri del panel 5' } },
];
