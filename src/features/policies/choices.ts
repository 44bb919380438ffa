import {
  actions,
  caveats,
  classifications,
  phases,
  purposes,
  resourceTypes,
  roles,
  tlps,
} from '../../../policies/vocabulary.ts';

/** The closed lists that "try as a person" offers, as the vocabulary has them. */
export const choices = { actions, caveats, classifications, phases, purposes, resourceTypes, roles, tlps } as const;
