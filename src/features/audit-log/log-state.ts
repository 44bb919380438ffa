import type { Gate } from '../../gate/gate.ts';
import { type CheckpointView, viewCheckpoint } from './checkpoint-view.ts';

/** How far the log goes, and how much of it is signed. */
export interface LogState {
  /** Entries in the tree. */
  size: number;
  /** ISO 8601 UTC, of the last entry; empty while there is none. */
  lastAt: string;
  /** Entries that are durable and wait for their place in the tree. */
  pending: number;
  checkpoint: CheckpointView | null;
  /** Entries newer than the checkpoint: these alone could be cut off unnoticed (AUDIT, honest limit). */
  unsigned: number;
}

/** The checkpoint is read first, so that the tree is never shorter than what was signed. */
export async function readLogState(gate: Gate): Promise<LogState> {
  const signed = await gate.auditLog.checkpoint();
  const { size, lastAt, pending } = await gate.auditLog.state();
  return {
    size,
    lastAt,
    pending,
    checkpoint: signed && viewCheckpoint(signed),
    unsigned: Math.max(0, size - (signed?.size ?? 0)),
  };
}
