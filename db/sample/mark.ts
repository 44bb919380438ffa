import type { Marking } from '../../policies/vocabulary.ts';

/**
 * A complete marking from the fields that differ from the sample's usual one: OFFICIAL, TLP:GREEN,
 * released to nobody but the originator, hidden.
 */
export function mark(given: Partial<Marking> & Pick<Marking, 'originator'>): Marking {
  return {
    classification: 'OFFICIAL',
    tlp: 'GREEN',
    releasableTo: [],
    except: [],
    caveats: [],
    handling: [],
    purposes: [],
    existence: 'hidden',
    ...given,
  };
}

/** `agency:` tokens for a list of agency codes. */
export function agencies(...codes: string[]): string[] {
  return codes.map((code) => `agency:${code}`);
}

/** `country:` tokens for a list of participant codes. */
export function countries(...codes: string[]): string[] {
  return codes.map((code) => `country:${code}`);
}

/** `person:` tokens for a list of aliases, which the loader replaces by ids. */
export function people(...aliases: string[]): string[] {
  return aliases.map((alias) => `person:${alias}`);
}
