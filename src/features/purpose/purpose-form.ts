import type { PurposeCode } from '../../../policies/vocabulary.ts';
import type { Gate } from '../../gate/gate.ts';
import type { RecentPurpose, StatedPurpose } from '../../gate/signed-in.ts';

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
  /** What can be stated again by one button: for the same page first; none while one is in force. */
  recent: RecentPurpose[];
  stated: StatedPurpose | null;
  returnTo: string;
}

/** The form, filled with what was typed, else with the purpose in force, else with the agency's usual legal basis. */
export async function purposeForm(gate: Gate, returnTo: string, typed?: PurposeValues): Promise<PurposeForm> {
  const { purposes, purpose, agency } = gate.me;
  const recent = purpose ? [] : await gate.session.recentPurposes(taskOf(returnTo));
  const legalBasis = gate.directory.get(agency)?.defaultLegalBasis ?? '';
  return {
    purposes,
    values: typed ?? purpose ?? { code: purposes.length === 1 ? (purposes[0] ?? '') : '', legalBasis, reference: '' },
    recent,
    stated: purpose,
    returnTo,
  };
}

/** The page that a purpose is stated for, as it is remembered: without what narrows it, and without the start page. */
export function taskOf(returnTo: string): string {
  const [path = ''] = returnTo.split(/[?#]/);
  return path === '/' ? '' : path.slice(0, 200);
}
