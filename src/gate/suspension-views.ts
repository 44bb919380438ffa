import type { Given } from '../../audit/insight.ts';
import type { StoredSuspension } from './suspension-store.ts';

/** A suspension as operators see it. */
export interface SuspensionView extends Omit<StoredSuspension, 'author' | 'subject'> {
  /** Of who shut out. */
  agency: string;
  /** What stands against this reader's ending it: end of the message `suspension.stands.…`; null: nothing. */
  against: string | null;
}

export interface SuspensionReport extends SuspensionView {
  /** What those shut out were given in the days before, by originator. */
  given: Given[];
}
