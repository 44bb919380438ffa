import { z } from 'zod';
import { nothing } from '../../gate/input.ts';
import { localPath } from '../../gate/local-path.ts';
import { type Route, route } from '../../gate/route.ts';
import { StepUpPage } from './step-up-page.tsx';

const input = z.object({
  params: nothing,
  query: z.object({
    returnTo: z.unknown().optional().transform(localPath),
    /** A form was sent, and not accepted: what was typed stays kept. */
    held: z.unknown().optional(),
  }),
  body: nothing,
});

/** Where somebody is sent whose sign-in is too weak or too old for what they asked (CONTRACT, `requires`). */
export const stepUpRoutes: Route[] = [
  route({
    page: 'GET /step-up',
    action: 'read',
    resource: 'session',
    event: 'page.view',
    input,
    handler: async ({ me: { idp, agency, assurance } }, { query: { returnTo } }) => ({
      idp,
      agency,
      returnTo,
      // Whoever has given the factor is here because that was too long ago.
      why: assurance === 'mfa' ? ('recent' as const) : ('mfa' as const),
    }),
    view: (asked) => <StepUpPage {...asked} />,
  }),
];
