import type { AuditViewer } from '../../audit/query.ts';
import { AppError } from '../errors.ts';
import type { Exchange } from './exchange.ts';

/** Decides whether the person of this exchange may read the log, and as whom. Throws `forbidden`. */
export function auditViewer({ signedIn, sight, ledger }: Exchange): AuditViewer {
  const decision = sight.decide('audit-read', { type: 'audit-entry' });
  ledger.decided(decision);
  if (decision.effect !== 'permit' || signedIn.auditScope === null) throw new AppError('forbidden');
  return { person: signedIn.person, agency: signedIn.agency, scope: signedIn.auditScope };
}
