import type { Caveat, Classification, Existence, Handling, PurposeCode, Tlp } from '../../../policies/vocabulary.ts';

/** The one sentence of "Share with"; `custom` keeps an audience that no sentence describes. */
export const sharePresets = [
  'all-partners',
  'police-only',
  'panel',
  'country',
  'agencies',
  'people',
  'custom',
] as const;
export type SharePreset = (typeof sharePresets)[number];

/** What a person chose in the marking editor: a sentence, and what stands under "Advanced". */
export interface ShareChoice {
  preset: SharePreset;
  /** `agencies`: codes of the other agencies (the own one is always among the audience). */
  agencies: string[];
  /** `people`: ids of the others (the author is always among the audience). */
  people: string[];
  /** `custom`: audience tokens. */
  releasableTo: string[];
  classification: Classification;
  /** null: as the sentence says. */
  tlp: Tlp | null;
  /** Besides those that the sentence brings. */
  caveats: Caveat[];
  handling: Handling[];
  purposes: PurposeCode[];
  /** Audience tokens that never see it. */
  except: string[];
  existence: Existence;
}

/** Who writes, and where: agency and country code, panel reference (null outside a panel), the author's id. */
export interface ShareContext {
  agency: string;
  country: string;
  panel: string | null;
  person: string;
}

/** A choice with every field at its usual value: basic protection, hidden from everybody else. */
export function plainChoice(preset: SharePreset): ShareChoice {
  return {
    preset,
    agencies: [],
    people: [],
    releasableTo: [],
    classification: 'OFFICIAL',
    tlp: null,
    caveats: [],
    handling: [],
    purposes: [],
    except: [],
    existence: 'hidden',
  };
}
