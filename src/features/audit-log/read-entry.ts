import type { ProvenEntry } from '../../gate/audit-desk.ts';
import type { Gate } from '../../gate/gate.ts';
import { type CheckpointView, viewCheckpoint } from './checkpoint-view.ts';
import { entryFiles } from './entry-files.ts';
import type { AuditScope, EntryView } from './entry-types.ts';
import { type SealedPart, sealedParts } from './leaf-parts.ts';

/** What proves that an entry stands in the log. Hashes and leaf in standard base64. */
export interface Evidence {
  leaf: string;
  leafHash: string;
  /** Parts that this reader may open, with their salts: base64(SHA-256(salt ‖ JCS(value))) is in the leaf. */
  open: ProvenEntry['open'];
  checkpoint: CheckpointView | null;
  /** RFC 6962, 2.1.1, in the checkpoint's tree; null while no checkpoint covers the entry. */
  inclusionProof: string[] | null;
  /** An export of this entry alone, file name to content, for the stand-alone verifier. */
  files: Record<string, string> | null;
}

export type EvidencedEntry = EntryView & { evidence: Evidence };

export interface EntryPageView {
  entry: EvidencedEntry;
  sealed: SealedPart[];
  scope: AuditScope;
  /** The reader's own agency. */
  agency: string;
  /** Indexes beside this one; null at an end, and for agencies' auditors, to whom a neighbour may not belong. */
  older: number | null;
  newer: number | null;
}

/** One entry and its proof. Throws `not-found` when there is none that this auditor may see. */
export async function readEntry(gate: Gate, index: number): Promise<EvidencedEntry> {
  return evidenced(await gate.auditLog.entry(index));
}

export async function readEntryPage(gate: Gate, index: number): Promise<EntryPageView> {
  const proven = await gate.auditLog.entry(index);
  const { size } = await gate.auditLog.state();
  const { auditScope, agency } = gate.me;
  const all = auditScope === 'all';
  return {
    entry: evidenced(proven),
    sealed: sealedParts(proven),
    scope: auditScope ?? 'agency',
    agency,
    older: all && index > 0 ? index - 1 : null,
    newer: all && index + 1 < size ? index + 1 : null,
  };
}

function evidenced(proven: ProvenEntry): EvidencedEntry {
  const { view, leaf, leafHash, open, checkpoint, proof } = proven;
  return {
    ...view,
    evidence: {
      leaf,
      leafHash,
      open,
      checkpoint: checkpoint && viewCheckpoint(checkpoint),
      inclusionProof: proof,
      files: entryFiles(proven),
    },
  };
}
