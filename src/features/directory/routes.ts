import { z } from 'zod';
import { agencyTypes } from '../../../policies/vocabulary.ts';
import { nothing } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';
import { listAgencies } from './list-agencies.ts';

const agencyOutput = z.object({
  code: z.string(),
  participant: z.string(),
  type: z.enum(agencyTypes),
  /** Name by language tag. */
  names: z.record(z.string(), z.string()),
  communities: z.array(z.string()),
});

/** The member agencies: their list is no secret among members. */
export const directoryRoutes: Route[] = [
  route({
    api: 'GET /api/v1/agencies',
    action: 'read',
    resource: 'agency',
    event: 'record.list',
    input: z.object({ params: nothing, query: nothing, body: nothing }),
    output: z.object({ items: z.array(agencyOutput), next: z.null() }),
    handler: async (gate) => listAgencies(gate),
  }),
];
