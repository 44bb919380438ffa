import { z } from 'zod';
import { idInput, nothing } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';
import { viewProfile } from './view-profile.ts';
import { OwnLogPage } from './views/own-log-page.tsx';
import { ProfilePage } from './views/profile-page.tsx';

/** What the portal knows of me, and the way out. */
export const profileRoutes: Route[] = [
  route({
    page: 'GET /profile',
    action: 'read',
    resource: 'session',
    event: 'session.read',
    input: z.object({ params: nothing, query: nothing, body: nothing }),
    handler: async (gate) => ({ ...viewProfile(gate), sessions: await gate.session.open() }),
    view: (profile) => <ProfilePage {...profile} />,
  }),
  route({
    page: 'GET /profile/log',
    action: 'read',
    resource: 'session',
    event: 'session.log',
    input: z.object({
      params: nothing,
      query: z.object({ after: z.string('input.cursor').max(1000, 'input.cursor').default('') }),
      body: nothing,
    }),
    handler: async (gate, { query }) => ({ ...(await gate.session.log(query.after)), isNewest: query.after === '' }),
    view: (page) => <OwnLogPage {...page} />,
  }),
  route({
    page: 'POST /profile/sessions/:id/end',
    action: 'update',
    resource: 'session',
    event: 'session.end',
    input: z.object({ params: z.object({ id: idInput }), query: nothing, body: z.looseObject({}) }),
    handler: (gate, { params }) => gate.session.endOne(params.id),
    goTo: () => '/profile#sessions',
  }),
  route({
    page: 'POST /profile/sessions/end-others',
    action: 'update',
    resource: 'session',
    event: 'session.end',
    input: z.object({ params: nothing, query: nothing, body: z.looseObject({}) }),
    handler: (gate) => gate.session.endOthers(),
    goTo: () => '/profile#sessions',
  }),
  route({
    page: 'POST /logout',
    action: 'update',
    resource: 'session',
    event: 'auth.logout',
    // The form carries nothing that matters but its origin.
    input: z.object({ params: nothing, query: nothing, body: z.looseObject({}) }),
    handler: (gate) => gate.session.end('signed out'),
    goTo: (offer) => `/sign-in?${new URLSearchParams({ signedOut: 'here', ...(offer ? { offer } : {}) })}`,
  }),
];
