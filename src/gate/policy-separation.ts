import type { SignedIn } from './signed-in.ts';

/** Who wrote or approved a change; the console is nobody's person. */
export interface Party {
  person: string | null;
  agency: string;
  country: string;
  idp: string;
}

/** Why two would not be two persons. */
export type NotTwo = 'author' | 'agency' | 'idp' | 'country';

export function partyOf({ person, agency, country, idp }: SignedIn): Party {
  return { person, agency, country, idp };
}

/** What stands against this person as the second one; null: nothing. Two persons are two agencies, IdPs and countries (THREATS 28, 33). */
export function notSecondTo(first: Party, second: Party): NotTwo | null {
  if (first.person === second.person) return 'author';
  if (first.agency === second.agency) return 'agency';
  if (first.country === second.country) return 'country';
  return first.idp === second.idp ? 'idp' : null;
}
