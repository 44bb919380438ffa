import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { type Route, split } from '../gate/route.ts';

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  /** What would lift a refusal, in the order in which it is done. */
  requires: z.array(z.string()).optional(),
  current: z.unknown().optional(),
});

/** The parts of an input schema, where the declaration describes them one by one. */
function partsOf(input: z.ZodType): Record<string, z.ZodType> {
  return input instanceof z.ZodObject ? (input.shape as Record<string, z.ZodType>) : {};
}

function isEmpty(schema: z.ZodType | undefined): boolean {
  return !schema || (schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0);
}

function requestOf(route: Route): RouteConfig['request'] {
  const { params, query, body } = partsOf(route.input);
  return {
    ...(params instanceof z.ZodObject && !isEmpty(params) ? { params } : {}),
    ...(query instanceof z.ZodObject && !isEmpty(query) ? { query } : {}),
    ...(body && !isEmpty(body) ? { body: { content: { 'application/json': { schema: body } } } } : {}),
  };
}

function configOf(route: Route, pattern: NonNullable<Route['api']>): RouteConfig {
  const { method, path } = split(pattern);
  return {
    method: method.toLowerCase() as 'get',
    path: path.replace(/:(\w+)/g, '{$1}'),
    operationId: `${method.toLowerCase()}${path.replace(/[/:](\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '')}`,
    summary: `${route.event} (${route.action} ${[route.resource].flat().join(', ')})`,
    request: requestOf(route) ?? {},
    responses: {
      [route.status ?? 200]: {
        description:
          'As decided for the person who asks; the entry of this access is in the log before the answer leaves',
        headers: { 'Audit-Receipt': { schema: { type: 'string' } } },
        content: { 'application/json': { schema: route.output ?? z.unknown() } },
      },
      default: { description: 'A problem (RFC 9457)', content: { 'application/problem+json': { schema: problem } } },
    },
  };
}

/** The OpenAPI 3.1 document, made from the declarations that serve the requests. */
export function openApiDocument(routes: readonly Route[], origin: string): object {
  const registry = new OpenAPIRegistry();
  for (const route of routes) if (route.api) registry.registerPath(configOf(route, route.api));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Seguito',
      version: '0.1.0',
      description: 'Follow-up actions and best practices across agencies and borders',
    },
    servers: [{ url: origin }],
  });
}
