import { z } from 'zod';
import { idpStatuses } from '../../../policies/vocabulary.ts';
import { nothing } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';
import { certificateOutput } from './output.ts';
import { FederationPage } from './views/federation-page.tsx';

const seen = { action: 'read', resource: 'identity-provider', event: 'federation.read' } as const;
const input = z.object({ params: nothing, query: nothing, body: nothing });
const refusal = z.object({ reason: z.string(), refusals: z.int(), lastAt: z.string() });
const provider = z.object({
  entityId: z.string(),
  alias: z.string(),
  /** Name by language tag. */
  names: z.record(z.string(), z.string()),
  participant: z.string(),
  agencies: z.array(z.string()),
  status: z.enum(idpStatuses),
  trustedUntil: z.string().nullable(),
  certificates: z.array(certificateOutput),
  /** Why nobody can sign in through it now. */
  broken: z.string().optional(),
  /** `shibmd:Scope` of its metadata; grants nothing. */
  claimedScopes: z.array(z.string()).optional(),
  /** The signed aggregate that its metadata comes from. */
  aggregate: z
    .object({
      name: z.string(),
      refreshedAt: z.string().nullable(),
      validUntil: z.string().nullable(),
      warning: z.string().nullable(),
    })
    .optional(),
  lastSignIn: z.string().nullable(),
  sessions: z.int(),
  refusals: z.array(refusal),
});

/** The federation as its operators see it. */
export const federationRoutes: Route[] = [
  route({
    ...seen,
    page: 'GET /federation',
    input,
    handler: (gate) => gate.federation.health(),
    view: (federation) => <FederationPage {...federation} />,
  }),
  route({
    ...seen,
    api: 'GET /api/v1/identity-providers',
    input,
    output: z.object({
      items: z.array(provider),
      /** Refused answers in the name of providers that are not registered. */
      strangers: z.array(refusal.extend({ idp: z.string() })),
      next: z.null(),
    }),
    handler: async (gate) => {
      const { providers, strangers } = await gate.federation.health();
      return { items: providers, strangers, next: null };
    },
  }),
];
