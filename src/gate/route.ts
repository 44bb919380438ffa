import type { VNode } from 'preact';
import type { z } from 'zod';
import type { AuditAction } from '../../audit/events.ts';
import type { Action, ResourceType } from '../../policies/vocabulary.ts';
import type { AppError } from '../errors.ts';
import type { FileAnswer } from './answer.ts';
import type { Gate } from './gate.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

/** `METHOD /path/:param`, as Express reads it. */
export type Pattern = `${Method} /${string}`;

/** What a route may read of a request; everything else of it stays outside. */
export interface RawInput {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
}

/**
 * A route is a declaration: there is no way to register one without an action and a resource type.
 * One declaration may serve a page and the API; both run the same handler.
 */
export interface RouteDeclaration<Input, Value> {
  page?: Pattern;
  api?: Pattern;
  /** What the policy is asked: when the role alone closes it (each of several types), the handler never runs. */
  action: Action;
  resource: ResourceType | readonly ResourceType[];
  /** What a success is called in the audit log. */
  event: AuditAction;
  input: z.ZodType<Input>;
  /** The shape of the API's answer, for OpenAPI and the contract tests. */
  output?: z.ZodType;
  handler(gate: Gate, input: Input): Promise<Value>;
  /** The page that shows the value. */
  view?(value: Value): VNode | null;
  /** The file that is answered, on either surface. */
  file?(value: Value): FileAnswer;
  /** Seconds after which the browser asks again by itself (HTTP Refresh); null = the page stands. */
  refresh?(value: Value): number | null;
  /** Where a page goes after a change (303); null = nothing was changed yet, show the view. */
  goTo?(value: Value, input: Input): string | null;
  /** Code of what the page that follows says was done: a message `done.<code>`. */
  done?(input: Input): string;
  /**
   * Shows the form again after refused input, with what was typed: nothing is lost.
   * It reads through the same gate, so what it shows is in the log too.
   */
  retry?(gate: Gate, raw: RawInput, problem: AppError): Promise<VNode>;
  /** Status of the API's success; 200 unless said. */
  status?: 200 | 201;
}

/** A declared route, its types closed over. */
export type Route = Omit<RouteDeclaration<unknown, unknown>, never>;

/** Declares a route. Throws at start when a page could neither be shown nor left. */
export function route<Input, Value>(declaration: RouteDeclaration<Input, Value>): Route {
  const { page, api, view, goTo } = declaration;
  if (!page && !api) throw new Error('a route needs a page or an API pattern');
  if (page && !view && !goTo && !declaration.file) throw new Error(`${page}: a page needs a view or a place to go to`);
  if (page && !/^(GET|POST) /.test(page)) throw new Error(`${page}: a page is reached by GET or POST`);
  // The handler only ever gets what its own schema parsed, so closing over the types is sound.
  return declaration as unknown as Route;
}

/** Method and path of a pattern. */
export function split(pattern: Pattern): { method: Method; path: string } {
  const space = pattern.indexOf(' ');
  return { method: pattern.slice(0, space) as Method, path: pattern.slice(space + 1) };
}
