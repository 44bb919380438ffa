import { z } from 'zod';
import { classifications, purposes, roles } from '../../../policies/vocabulary.ts';
import type { SignedIn } from '../../gate/signed-in.ts';
import { subjectFrom } from '../../gate/subject-source.ts';

const purposeOutput = z.object({
  code: z.enum(purposes),
  legalBasis: z.string(),
  reference: z.string(),
  statedAt: z.string(),
});

/** `GET /api/v1/session` (CONTRACT, Web). */
export const sessionOutput = z.discriminatedUnion('authenticated', [
  z.object({ authenticated: z.literal(false) }),
  z.object({
    authenticated: z.literal(true),
    csrfToken: z.string(),
    person: z.object({
      id: z.uuid(),
      subject: z.string(),
      idp: z.string(),
      agency: z.string(),
      country: z.string(),
      roles: z.array(z.enum(roles)),
      /** What counts now: an expired or undated clearance is OFFICIAL. */
      clearance: z.enum(classifications),
      mfa: z.boolean(),
      /** Null until the person states one; POLICY is assumed then. */
      purpose: purposeOutput.nullable(),
      expiresAt: z.string(),
    }),
  }),
]);
export type SessionView = z.infer<typeof sessionOutput>;

/** The session as its own person may know it; nobody else's is ever shown. */
export function sessionView(signedIn: SignedIn | null, now: number = Date.now()): SessionView {
  if (!signedIn) return { authenticated: false };
  const { person, subjectId, idp, agency, country, roles: held, assurance, purpose, expiresAt, csrfToken } = signedIn;
  return {
    authenticated: true,
    csrfToken,
    person: {
      id: person,
      subject: subjectId,
      idp,
      agency,
      country,
      roles: held,
      clearance: subjectFrom(signedIn, now).clearance,
      mfa: assurance === 'mfa',
      purpose,
      expiresAt,
    },
  };
}
