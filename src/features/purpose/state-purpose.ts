import type { Gate } from '../../gate/gate.ts';
import type { PurposeText } from './purpose-input.ts';

/** States the purpose of the session; it stays until it is changed or the session ends. */
export async function statePurpose(gate: Gate, { code, legalBasis, reference }: PurposeText): Promise<PurposeText> {
  const purpose = { code, legalBasis, reference };
  await gate.session.statePurpose(purpose);
  return purpose;
}
