import type { NavKey } from '../ui/navigation.ts';

/** The list that a type of record lives in: where its pages lead back to. */
export interface Room {
  href: `/${string}`;
  nav: NavKey;
  messageId: string;
}
