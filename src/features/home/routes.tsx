import { z } from 'zod';
import { nothing } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';
import { viewHome } from './view-home.ts';
import { HomePage } from './views/home-page.tsx';

/** Everybody signed in has a home page; what stands on it is decided list by list. */
export const homeRoutes: Route[] = [
  route({
    page: 'GET /',
    action: 'read',
    resource: 'session',
    event: 'home.view',
    input: z.object({ params: nothing, query: nothing, body: nothing }),
    handler: (gate) => viewHome(gate),
    view: (home) => <HomePage {...home} />,
  }),
];
