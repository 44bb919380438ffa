import { practiceType } from '../../content/best-practice.ts';
import { AppError } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import type { NewPractice } from './practice-input.ts';
import { panelReference } from './records.ts';

/** Refused alike whether the panel is hidden from the writer or never existed (THREATS 19). */
async function demandPanel(gate: Gate, panel: string): Promise<void> {
  if (panel === '') return;
  const { items } = await gate.listAll(panelReference, {});
  if (items.some(({ ref }) => ref === panel)) return;
  throw new AppError('invalid-input', { fields: [{ field: 'panel', messageId: 'input.panel', params: {} }] });
}

/** Shares what an agency tried, or keeps it as a draft; returns its id. */
export async function sharePractice(gate: Gate, body: NewPractice): Promise<string> {
  const { marking, lang, state, title, panel, ...values } = body;
  await demandPanel(gate, panel);
  return gate.create(practiceType, {
    marking,
    lang,
    state,
    title,
    ref: { prefix: panel === '' ? 'BP' : `${panel}-BP` },
    values: { ...values, panel: panel === '' ? null : panel },
  });
}
