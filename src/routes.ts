import { everyDefinition, isMarked } from './content/types.ts';
import { auditLogRoutes } from './features/audit-log/routes.tsx';
import { practiceRoutes } from './features/best-practice/practice-room.tsx';
import { colleagueRoutes } from './features/colleagues/routes.tsx';
import { conferenceRoutes } from './features/conference/routes.tsx';
import { directoryRoutes } from './features/directory/routes.ts';
import { explainRoutes } from './features/explain/routes.ts';
import { applicationRoutes } from './features/federation/application-routes.tsx';
import { roleRoutes } from './features/federation/role-routes.tsx';
import { federationRoutes } from './features/federation/routes.tsx';
import { suspensionRoutes } from './features/federation/suspension-routes.tsx';
import { actionRoutes } from './features/follow-up-action/action-room.tsx';
import { homeRoutes } from './features/home/routes.tsx';
import { noticeRoutes } from './features/notices/routes.tsx';
import { policyApiRoutes } from './features/policies/api-routes.ts';
import { policyPageRoutes } from './features/policies/page-routes.tsx';
import { profileRoutes } from './features/profile/routes.tsx';
import { purposeRoutes } from './features/purpose/routes.tsx';
import { searchRoutes } from './features/search/routes.tsx';
import { stepUpRoutes } from './features/step-up/routes.tsx';
import type { Route } from './gate/route.ts';

/** Every declared route of the portal. What is not here, and not in public-routes.tsx, is answered by nobody. */
export const routes: readonly Route[] = [
  ...homeRoutes,
  ...conferenceRoutes,
  ...actionRoutes,
  ...practiceRoutes,
  ...explainRoutes(everyDefinition.filter(isMarked)),
  ...searchRoutes(everyDefinition.filter(({ search }) => search)),
  ...directoryRoutes,
  ...purposeRoutes,
  ...stepUpRoutes,
  ...profileRoutes,
  ...auditLogRoutes,
  ...policyPageRoutes,
  ...policyApiRoutes,
  ...federationRoutes,
  ...applicationRoutes,
  ...suspensionRoutes,
  ...roleRoutes,
  ...noticeRoutes,
  ...colleagueRoutes,
];
