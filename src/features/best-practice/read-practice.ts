import { practiceType } from '../../content/best-practice.ts';
import type { Explanation, Gate } from '../../gate/gate.ts';
import type { PracticeView } from './records.ts';

/** A practice, and why this reader can see it. */
export interface PracticePage {
  practice: PracticeView;
  why: Explanation;
}

/** One practice for its page. Throws `not-found`. */
export async function readPracticePage(gate: Gate, id: string): Promise<PracticePage> {
  const practice = await gate.read(practiceType, id);
  return { practice, why: await gate.explain(practiceType, id, 'read') };
}
