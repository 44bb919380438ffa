import { matches } from '../assets/fold.js';

/** One way to sign in, as the person chooses it. */
export interface ProviderChoice {
  entityId: string;
  alias: string;
  name: string;
  agencies: readonly { code: string; name: string }[];
  /** Link that starts the sign-in. */
  href: string;
  /** True when its login service is known not to answer. */
  broken?: boolean | undefined;
  /** True when that is because its certificate has run out. */
  ended?: boolean | undefined;
}

/** The providers whose name, or one of whose agencies, contains the words; Latin and Cyrillic find one another. */
export function filterProviders(providers: readonly ProviderChoice[], query: string): ProviderChoice[] {
  return providers.filter((provider) => matches(searchText(provider), query));
}

/** All that a search may look at. */
export function searchText({ name, alias, agencies }: ProviderChoice): string {
  return [name, alias, ...agencies.flatMap((agency) => [agency.code, agency.name])].join(' ');
}
