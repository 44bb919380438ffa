import { auditLogRoutes } from './features/audit-log/routes.tsx';
import { conclusionDefinition, conferenceDefinition, panelDefinition } from './features/conference/definition.ts';
import { conclusionMatches } from './features/conference/queries.ts';
import { conferenceRoutes } from './features/conference/routes.tsx';
import { directoryRoutes } from './features/directory/routes.ts';
import { explainRoutes } from './features/explain/routes.ts';
import { actionApiRoutes } from './features/follow-up-action/api-routes.ts';
import { actionDefinition } from './features/follow-up-action/definition.ts';
import { actionPageRoutes } from './features/follow-up-action/page-routes.tsx';
import { actionMatches } from './features/follow-up-action/queries.ts';
import { homeRoutes } from './features/home/routes.tsx';
import { profileRoutes } from './features/profile/routes.tsx';
import { purposeRoutes } from './features/purpose/routes.tsx';
import { type Searchable, searchRoutes } from './features/search/routes.ts';
import type { AnyDefinition } from './gate/definition.ts';
import type { Route } from './gate/route.ts';

/** Types whose decisions and audiences can be explained, by name. */
const explained: Record<string, AnyDefinition> = {
  conference: conferenceDefinition,
  panel: panelDefinition,
  conclusion: conclusionDefinition,
  'follow-up-action': actionDefinition,
};

/** Types that a search across types finds, in the order of its answer. */
const searchable: Searchable[] = [
  { definition: actionDefinition, matches: actionMatches, looksAt: ['description', 'indicators'] },
  { definition: conclusionDefinition, matches: conclusionMatches, looksAt: ['text'] },
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
];
