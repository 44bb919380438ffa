/** A form of a record's page that was refused: which of them, and what was typed into it, so that it stands there again. */
export interface SentForm {
  scope: string;
  typed: Readonly<Record<string, unknown>>;
}

/** What was typed into a field of a form; empty where another form was sent, or none. */
export function typedIn(sent: SentForm | null, scope: string, name: string): string {
  const value = sent?.scope === scope ? sent.typed[name] : '';
  return typeof value === 'string' ? value : '';
}
