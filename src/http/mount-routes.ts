import type express from 'express';
import type { Door } from '../gate/door.ts';
import type { Surface } from '../gate/exchange.ts';
import { type Pattern, type Route, split } from '../gate/route.ts';

/** Registers every declared route on its patterns. Throws when two declarations claim the same one. */
export function mountRoutes(app: express.Express, door: Door, routes: readonly Route[]): void {
  const taken = new Set<Pattern>();
  for (const declared of routes) {
    for (const [surface, pattern] of patternsOf(declared)) {
      if (taken.has(pattern)) throw new Error(`two routes claim ${pattern}`);
      taken.add(pattern);
      const { method, path } = split(pattern);
      app[method.toLowerCase() as 'get'](path, door.handler(declared, pattern, surface));
    }
  }
}

/** The patterns of a declaration with the surface each serves. */
export function patternsOf(declared: Route): [Surface, Pattern][] {
  const patterns: [Surface, Pattern][] = [];
  if (declared.page) patterns.push(['page', declared.page]);
  if (declared.api) patterns.push(['api', declared.api]);
  return patterns;
}
