import { z } from 'zod';
import { actions } from '../../../policies/vocabulary.ts';
import { AppError } from '../../errors.ts';
import type { AnyDefinition } from '../../gate/definition.ts';
import { idInput, nothing } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';

const sentence = z.object({
  ruleId: z.string(),
  holds: z.boolean(),
  messageId: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

const decisionOutput = z.object({
  effect: z.enum(['permit', 'deny']),
  ruleIds: z.array(z.string()),
  obligations: z.array(z.string()),
  policyVersion: z.number().int(),
  sentences: z.array(sentence),
});

/** Somebody of the directory, where the reader may be told who. */
const named = z.object({ id: z.string(), name: z.string() });

const audienceOutput = z.object({
  people: z.number().int(),
  agencies: z.array(z.object({ code: z.string(), people: z.number().int(), named: z.array(named) })),
  privateMembers: z.boolean(),
});

const readersOutput = z.object({
  readers: z.array(
    z.object({
      agency: z.string(),
      people: z.int(),
      entries: z.int(),
      firstAt: z.string(),
      lastAt: z.string(),
      person: named.optional(),
    }),
  ),
});

/** Explanations over the types of the portal; they answer only for records that the caller may read. */
export function explainRoutes(definitions: readonly AnyDefinition[]): Route[] {
  const types = definitions.map((definition) => definition.type) as [string, ...string[]];
  const about = { type: z.enum(types, 'input.invalid'), id: idInput };
  const definitionOf = (type: string): AnyDefinition => {
    const definition = definitions.find((one) => one.type === type);
    if (!definition) throw new AppError('not-found');
    return definition;
  };
  return [
    route({
      api: 'GET /api/v1/decisions',
      action: 'read',
      resource: 'session',
      event: 'decision.explain',
      input: z.object({
        params: nothing,
        query: z.object({ ...about, action: z.enum(actions, 'input.invalid').default('read') }),
        body: nothing,
      }),
      output: decisionOutput,
      handler: (gate, { query }) => gate.explain(definitionOf(query.type), query.id, query.action),
    }),
    route({
      api: 'GET /api/v1/audience',
      action: 'read',
      resource: 'session',
      event: 'audience.view',
      input: z.object({ params: nothing, query: z.object(about), body: nothing }),
      output: audienceOutput,
      handler: (gate, { query }) => gate.audience(definitionOf(query.type), query.id),
    }),
    route({
      api: 'GET /api/v1/readers',
      action: 'read',
      resource: 'session',
      event: 'readers.view',
      input: z.object({ params: nothing, query: z.object(about), body: nothing }),
      output: readersOutput,
      handler: async (gate, { query }) => ({ readers: await gate.readers(definitionOf(query.type), query.id) }),
    }),
  ];
}
