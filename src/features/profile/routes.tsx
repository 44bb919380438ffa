import { z } from 'zod';
import { nothing } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';
import { viewProfile } from './view-profile.ts';
import { ProfilePage } from './views/profile-page.tsx';

/** What the portal knows of me, and the way out. */
export const profileRoutes: Route[] = [
  route({
    page: 'GET /profile',
    action: 'read',
    resource: 'session',
    event: 'session.read',
    input: z.object({ params: nothing, query: nothing, body: nothing }),
    handler: async (gate) => viewProfile(gate),
    view: (profile) => <ProfilePage {...profile} />,
  }),
  route({
    page: 'POST /logout',
    action: 'update',
    resource: 'session',
    event: 'auth.logout',
    // The form carries nothing that matters but its origin.
    input: z.object({ params: nothing, query: nothing, body: z.looseObject({}) }),
    handler: (gate) => gate.session.end('signed out'),
    goTo: () => '/sign-in?signedOut=1',
  }),
];
