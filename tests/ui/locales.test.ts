import { describe, expect, it } from 'vitest';
import * as vocabulary from '../../policies/vocabulary.ts';
import { contentLanguages } from '../../src/content/languages.ts';
import { hasMessage } from '../../src/ui/i18n.ts';
import { knownLanguages } from '../../src/ui/languages.ts';
import { languages } from '../../src/ui/locales.ts';
import { sharePresets } from '../../src/ui/marking/choice.ts';
import { localeProblems } from './locale-problems.ts';

const { classifications, tlps, caveats, handlings, existences, purposes, roles, agencyTypes, idpStatuses, assurances } =
  vocabulary;

const ids = [
  ...classifications.flatMap((code) => [`marking.classification.${code}`, `marking.classification.${code}.about`]),
  ...tlps.flatMap((code) => [`marking.tlp.${code}`, `marking.tlp.${code}.about`]),
  ...caveats.flatMap((code) => [`marking.caveat.${code}`, `marking.caveat.${code}.about`]),
  ...handlings.flatMap((code) => [`marking.handling.${code}`, `marking.handling.${code}.about`]),
  ...existences.flatMap((code) => [`marking.existence.${code}`, `marking.existence.${code}.about`]),
  ...sharePresets.flatMap((code) => [`marking.share.${code}`, `marking.share.${code}.about`]),
  ...purposes.map((code) => `marking.purpose.${code}`),
  ...roles.map((code) => `state.role.${code}`),
  ...agencyTypes.map((code) => `state.agencyType.${code}`),
  ...idpStatuses.map((code) => `state.idp.${code}`),
  ...assurances.map((code) => `state.assurance.${code}`),
  ...contentLanguages.map((tag) => `language.${tag}`),
];

describe('the messages', () => {
  it('are complete and well formed in every language on offer', () => expect(localeProblems()).toEqual([]));

  it.each(languages.map(({ tag }) => tag))('name every code of the vocabulary (%s)', (tag) => {
    expect(ids.filter((id) => !hasMessage(tag, id))).toEqual([]);
  });

  it('speak no language in which a record may not be written', () => {
    const written = new Set<string>(contentLanguages);
    expect(knownLanguages.map(({ tag }) => tag).filter((tag) => !written.has(tag))).toEqual([]);
  });
});
