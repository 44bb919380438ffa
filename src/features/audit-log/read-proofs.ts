import { AppError } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import { type CheckpointView, viewCheckpoint } from './checkpoint-view.ts';

/** The newest signed checkpoint. Throws `not-found` before the first. */
export async function readCheckpoint(gate: Gate): Promise<CheckpointView> {
  const checkpoint = await gate.auditLog.checkpoint();
  if (checkpoint === null) throw new AppError('not-found');
  return viewCheckpoint(checkpoint);
}

export interface InclusionProof {
  index: number;
  size: number;
  /** Standard base64, RFC 6962, 2.1.1. */
  proof: string[];
}

/** Proof that entry `index` is in the tree of `size` entries. Throws `invalid-input` unless index < size ≤ entries. */
export async function readInclusion(gate: Gate, index: number, wanted?: number): Promise<InclusionProof> {
  const size = wanted ?? (await readCheckpoint(gate)).treeSize;
  const { size: all } = await gate.auditLog.state();
  if (size > all) throw outside('size', all);
  if (index >= size) throw outside('index', size);
  return { index, size, proof: await gate.auditLog.inclusion(index, size) };
}

export interface ConsistencyProof {
  from: number;
  to: number;
  /** Standard base64, RFC 6962, 2.1.2. */
  proof: string[];
}

/** Proof that the tree of `to` entries continues that of `from`. Throws `invalid-input` unless 0 < from ≤ to ≤ entries. */
export async function readConsistency(gate: Gate, from: number, wanted?: number): Promise<ConsistencyProof> {
  const to = wanted ?? (await readCheckpoint(gate)).treeSize;
  const { size: all } = await gate.auditLog.state();
  if (to > all) throw outside('to', all);
  if (from === 0 || from > to) throw outside('from', to);
  return { from, to, proof: await gate.auditLog.consistency(from, to) };
}

function outside(field: 'index' | 'size' | 'from' | 'to', size: number): AppError {
  const messageId = field === 'index' ? 'input.audit-beyond' : 'input.audit-no-such-size';
  return new AppError('invalid-input', { fields: [{ field, messageId, params: { size } }] });
}
