import type { Gate } from '../../gate/gate.ts';
import type { PurposeText } from './purpose-input.ts';

/** States the purpose of the session; it stays until it is changed or the session ends. `path`: the page that asked for it. */
export async function statePurpose(
  gate: Gate,
  { code, legalBasis, reference }: PurposeText,
  path = '',
): Promise<PurposeText> {
  const purpose = { code, legalBasis, reference };
  await gate.session.statePurpose(purpose, path);
  return purpose;
}
