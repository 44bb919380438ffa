import { conclusionType } from './content/conclusion.ts';
import { conferenceType } from './content/conference.ts';
import { actionType } from './content/follow-up-action.ts';
import { panelType } from './content/panel.ts';
import { auditLogRoutes } from './features/audit-log/routes.tsx';
import { conclusionMatches } from './features/conference/queries.ts';
import { conferenceRoutes } from './features/conference/routes.tsx';
import { directoryRoutes } from './features/directory/routes.ts';
import { explainRoutes } from './features/explain/routes.ts';
import { actionApiRoutes } from './features/follow-up-action/api-routes.ts';
import { actionPageRoutes } from './features/follow-up-action/page-routes.tsx';
import { actionMatches } from './features/follow-up-action/queries.ts';
import { homeRoutes } from './features/home/routes.tsx';
import { policyApiRoutes } from './features/policies/api-routes.ts';
import { policyPageRoutes } from './features/policies/page-routes.tsx';
import { profileRoutes } from './features/profile/routes.tsx';
import { purposeRoutes } from './features/purpose/routes.tsx';
import { type Searchable, searchRoutes } from './features/search/routes.ts';
import type { AnyDefinition } from './gate/definition.ts';
import type { Route } from './gate/route.ts';

/** Types whose decisions and audiences can be explained, by name. */
const explained: Record<string, AnyDefinition> = {
  conference: conferenceType,
  panel: panelType,
  conclusion: conclusionType,
  'follow-up-action': actionType,
};

/** Types that a search across types finds, in the order of its answer. */
const searchable: Searchable[] = [
  { definition: actionType, matches: actionMatches },
  { definition: conclusionType, matches: conclusionMatches },
];

/** Every declared route of the portal. What is not here, and not in public-routes.tsx, is answered by nobody. */
export const routes: readonly Route[] = [
  ...homeRoutes,
  ...conferenceRoutes,
  ...actionPageRoutes,
  ...actionApiRoutes,
  ...explainRoutes(explained),
  ...searchRoutes(searchable),
  ...directoryRoutes,
  ...purposeRoutes,
  ...profileRoutes,
  ...auditLogRoutes,
  ...policyPageRoutes,
  ...policyApiRoutes,
];
