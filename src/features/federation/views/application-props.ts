import type { ApplicationView } from '../../../gate/federation-views.ts';
import type { FieldProblem } from '../../../ui/problems.ts';

/** What the page of an application shows. */
export interface ApplicationPageProps {
  application: ApplicationView;
  /** Path of a test sign-in that was just made; it is not shown again. */
  link?: string | undefined;
  typed: Record<string, unknown>;
  problems: readonly FieldProblem[];
}
