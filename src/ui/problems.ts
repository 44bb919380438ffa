import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { MessageParams } from './i18n.ts';

/** What is wrong with one field of a form; `field` is the field's form name, or empty for the form as a whole. */
export interface FieldProblem {
  field: string;
  messageId: string;
  params?: MessageParams | undefined;
}

/** The problems of the last attempt, so that every field finds its own. */
export const ProblemsContext = createContext<readonly FieldProblem[]>([]);

/** Prefix of field ids: two forms of one page may have fields of the same name. */
export const FieldScope = createContext('f');

/** Scope of the form that the problems belong to, where a page has several; null: every field of that name has them. */
export const SentForm = createContext<string | null>(null);

/** Id of a field's first control: what labels and the error summary point to. */
export function fieldId(scope: string, name: string): string {
  return `${scope}-${name.replace(/[^\w-]/g, '-')}`;
}

export interface FieldState {
  id: string;
  problem: FieldProblem | undefined;
}

export function useField(name: string): FieldState {
  const scope = useContext(FieldScope);
  const sent = useContext(SentForm);
  const problems = useContext(ProblemsContext);
  const mine = sent === null || sent === scope;
  return { id: fieldId(scope, name), problem: mine ? problems.find(({ field }) => field === name) : undefined };
}
