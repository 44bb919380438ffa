import type { AuditViewer } from '../../audit/query.ts';
import { AppError } from '../errors.ts';
import { demand } from './demand.ts';
import type { Exchange } from './exchange.ts';

/** Decides whether the person of this exchange may read the log, and as whom. Throws `forbidden`. */
export function auditViewer(exchange: Exchange): AuditViewer {
  demand(exchange, 'audit-read', { type: 'audit-entry' });
  const { signedIn } = exchange;
  if (signedIn.auditScope === null) throw new AppError('forbidden');
  return { person: signedIn.person, agency: signedIn.agency, scope: signedIn.auditScope };
}
