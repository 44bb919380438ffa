/** A form of the action's page that was refused: which of them, and what was typed into it, so that it stands there again. */
export interface SentForm {
  scope: string;
  typed: Record<string, unknown>;
}

/** The form that a refused body came from; `agency` is that of the address, empty where it names none. */
export function sentForm(typed: Record<string, unknown>, agency: string): SentForm {
  return { scope: scopeOf(typed, agency), typed };
}

function scopeOf(typed: Record<string, unknown>, agency: string): string {
  if (agency === '') return 'agency' in typed ? 'propose' : 'move';
  if (!('axis' in typed)) return `report-${agency}`;
  return typed.axis === 'implementation' ? `move-${agency}` : `answer-${agency}`;
}

/** What was typed into a field of a form; empty where another form was sent, or none. */
export function typedIn(sent: SentForm | null, scope: string, name: string): string {
  const value = sent?.scope === scope ? sent.typed[name] : '';
  return typeof value === 'string' ? value : '';
}
