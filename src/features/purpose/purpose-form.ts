import type { PurposeCode } from '../../../policies/vocabulary.ts';
import type { Gate } from '../../gate/gate.ts';
import type { StatedPurpose } from '../../gate/signed-in.ts';

/** What stands in the form: as typed, so possibly wrong. */
export interface PurposeValues {
  code: string;
  legalBasis: string;
  reference: string;
}

export interface PurposeForm {
  /** What the person may state; none for roles that read no content. */
  purposes: PurposeCode[];
  values: PurposeValues;
  /** Set while none is stated and the last one can be stated again. */
  lastPurpose: StatedPurpose | null;
  stated: StatedPurpose | null;
  returnTo: string;
}

/** The form, filled with what was typed, else with the purpose in force, else with the agency's usual legal basis. */
export async function purposeForm(gate: Gate, returnTo: string, typed?: PurposeValues): Promise<PurposeForm> {
  const { purposes, purpose, agency } = gate.me;
  const last = purpose || purposes.length === 0 ? null : await gate.session.lastPurpose();
  const legalBasis = gate.directory.get(agency)?.defaultLegalBasis ?? '';
  return {
    purposes,
    values: typed ?? purpose ?? { code: purposes.length === 1 ? (purposes[0] ?? '') : '', legalBasis, reference: '' },
    lastPurpose: last && purposes.includes(last.code) ? last : null,
    stated: purpose,
    returnTo,
  };
}
