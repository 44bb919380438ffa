import { addressingCases } from './addressing.ts';
import { algorithmCases } from './algorithms.ts';
import { byteCases } from './bytes.ts';
import type { HostileCase } from './case.ts';
import { encryptionCases } from './encryption.ts';
import { formCases } from './forms.ts';
import { identityCases } from './identities.ts';
import { requestCases } from './requests.ts';
import { signatureCases } from './signatures.ts';
import { statementCases } from './statements.ts';
import { timeCases } from './times.ts';
import { wrapping } from './wrapping.ts';

/** Answers that must be refused, by what is wrong with them. */
export const hostileRows: Record<string, HostileCase[]> = {
  'a form or an encoding that two readers would read differently': formCases,
  'bytes that must reach no parser': byteCases,
  'a signed part wrapped in another one': wrapping,
  'a signature that is missing, wrong, or somebody else’s': signatureCases,
  'an algorithm that is not allowed': algorithmCases,
  'an assertion under a cipher': encryptionCases,
  'an answer for somebody else or from somebody else': addressingCases,
  'an answer at the wrong time': timeCases,
  'an answer to another question, or to none': requestCases,
  'a statement that is missing, doubled, or not understood': statementCases,
  'an identity that is not exactly one of the IdP’s': identityCases,
};
