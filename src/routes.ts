import { auditLogRoutes } from './features/audit-log/routes.tsx';
import { conclusionDefinition, conferenceDefinition, panelDefinition } from './features/conference/definition.ts';
import { conferenceRoutes } from './features/conference/routes.tsx';
import { directoryRoutes } from './features/directory/routes.ts';
import { explainRoutes } from './features/explain/routes.ts';
import { actionApiRoutes } from './features/follow-up-action/api-routes.ts';
import { actionDefinition } from './features/follow-up-action/definition.ts';
import { actionPageRoutes } from './features/follow-up-action/page-routes.tsx';
import { homeRoutes } from './features/home/routes.tsx';
import { profileRoutes } from './features/profile/routes.tsx';
import { purposeRoutes } from './features/purpose/routes.tsx';
import type { AnyDefinition } from './gate/definition.ts';
import type { Route } from './gate/route.ts';

/** Types whose decisions and audiences can be explained, by name. */
const explained: Record<string, AnyDefinition> = {
  conference: conferenceDefinition,
  panel: panelDefinition,
  conclusion: conclusionDefinition,
  'follow-up-action': actionDefinition,
};

/** Every declared route of the portal. What is not here, and not in public-routes.tsx, is answered by nobody. */
export const routes: readonly Route[] = [
  ...homeRoutes,
  ...conferenceRoutes,
  ...actionPageRoutes,
  ...actionApiRoutes,
  ...explainRoutes(explained),
  ...directoryRoutes,
  ...purposeRoutes,
  ...profileRoutes,
  ...auditLogRoutes,
];
