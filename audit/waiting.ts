import type { Pool } from 'pg';
import type { Composed } from './compose.ts';
import type { Receipt } from './receipt.ts';
import type { AuditSigner } from './signer.ts';
import type { Ticket } from './ticket.ts';

/** One request that waits for its entry. `settled` also when its deadline has passed. */
export interface Waiting {
  composed: Composed | null;
  ticket: Ticket | null;
  deadline: number;
  settled: boolean;
  resolve(receipts: Receipt[]): void;
  reject(error: Error): void;
}

export interface BatchOptions {
  pool: Pool;
  signer: AuditSigner;
  capacity?: number;
  deadline?: number;
}
