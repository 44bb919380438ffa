import { practiceType } from '../../content/best-practice.ts';
import type { Gate } from '../../gate/gate.ts';
import type { EditedPractice } from './practice-input.ts';

/**
 * Changes the fields that were given; the rest stays. Throws `stale-version` with the current record, `invalid-input` for
 * a field that is hidden from the editor.
 */
export async function editPractice(gate: Gate, id: string, body: EditedPractice): Promise<void> {
  const { version, marking, ...given } = body;
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  await gate.update(practiceType, id, { version, values, ...(marking ? { marking } : {}) });
}
