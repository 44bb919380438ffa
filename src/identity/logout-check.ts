import { type CheckSettings, skewMs, verifiedFrom } from './answer-check.ts';
import {
  type LogoutRequest,
  readLogoutRequest,
  readLogoutResponse,
  readSignedQuery,
  verifyQuery,
} from './logout-message.ts';

/** A logout message as it came in the query, and who is to have signed it. */
export interface LogoutToProve {
  query: string;
  /** PEM. */
  certificates: string[];
  /** Unix ms. */
  now: number;
}

export type ProvenLogout =
  | { kind: 'LogoutRequest'; relayState: string | null; request: LogoutRequest }
  | { kind: 'LogoutResponse'; inResponseTo: string; complete: boolean };

/** Whose message it claims to be: its signature is looked at when its provider's keys are known. @throws Refusal */
export function receiveLogout(query: string): { issuer: string } {
  return { issuer: readSignedQuery(query).issuer };
}

/** Signature first, then everything else. @throws Refusal */
export async function proveLogout({ sp }: CheckSettings, logout: LogoutToProve): Promise<ProvenLogout> {
  const query = readSignedQuery(logout.query);
  verifyQuery(query, logout.certificates);
  const { kind, root, relayState } = query;
  return verifiedFrom<ProvenLogout>(() =>
    kind === 'LogoutRequest'
      ? { kind, relayState, request: readLogoutRequest(root, sp, logout.now, skewMs) }
      : { kind, ...readLogoutResponse(root, sp, logout.now, skewMs) },
  );
}
