import type express from 'express';
import type { VNode } from 'preact';
import type { Receipt } from '../../audit/append.ts';
import type { AuditEntry } from '../../audit/entry.ts';
import { auditEvents } from '../../audit/events.ts';
import { AppError } from '../errors.ts';
import type { AnonymousRefusals } from './anonymous.ts';
import {
  type Answer,
  fileAnswer,
  htmlAnswer,
  jsonAnswer,
  onGrid,
  problemAnswer,
  redirectAnswer,
  send,
} from './answer.ts';
import { PolicyMoved } from './commit.ts';
import type { Directory } from './directory.ts';
import { entriesOf } from './entry.ts';
import { type Exchange, Ledger, type RequestFacts, type Surface } from './exchange.ts';
import { Gate } from './gate.ts';
import { OpenAnswers } from './open-answers.ts';
import type { GateParts } from './parts.ts';
import type { PageContext, Presenter } from './presenter.ts';
import { readInput } from './read-input.ts';
import { asProblem, factsOf, pageOf, rawInput } from './request.ts';
import { type Pattern, type Route, split } from './route.ts';
import type { SignedIn } from './signed-in.ts';

export interface DoorOptions {
  parts: GateParts;
  directory: Directory;
  presenter: Presenter;
  refusals: AnonymousRefusals;
  /** Throws when the session store cannot be asked. */
  signedIn(req: express.Request): Promise<SignedIn | null>;
  /** Throws where a request that changes something does not come from our own pages. */
  demandSameOrigin(req: express.Request, signedIn: SignedIn): void;
  /** Reads the body once the session is known. */
  readBody(req: express.Request, res: express.Response): Promise<void>;
  /** Takes the session cookie back after a sign-out. */
  clearCookie(res: express.Response): void;
  /** Leaves word of a change for the page that follows, and takes it back once that was shown. */
  passNotice(req: express.Request, res: express.Response, answer: Answer): void;
  /** Faults go here; never with path, query or values. */
  onFault(error: unknown, facts: RequestFacts): void;
}

/**
 * THE door: decide → query → audit → release. The only code that holds the database and the response together.
 * No byte of an answer leaves before the commit that holds its audit entry; when that cannot be, the answer is 503.
 */
export class Door {
  readonly #options: DoorOptions;
  readonly #open: OpenAnswers;

  constructor(options: DoorOptions) {
    this.#options = options;
    // The sessions are filled in after the door was built.
    this.#open = new OpenAnswers(() => options.parts.sessions);
  }

  /** The Express handler of a declared route. */
  handler(route: Route, pattern: Pattern, surface: Surface): express.RequestHandler {
    const { method, path } = split(pattern);
    return async (req, res) => {
      const startedAt = performance.now();
      const facts = factsOf(req, method, path, surface);
      res.setHeader('X-Request-Id', facts.requestId);
      const { answer, receipt } = await this.#serve(route, req, res, facts).catch((error) =>
        this.#lastResort(error, req, facts),
      );
      if (surface === 'page') this.#options.passNotice(req, res, answer);
      if (answer.status === 404) await onGrid(startedAt);
      send(res, answer, receipt?.header);
    };
  }

  /** What no route answers: 404, alike for everybody. */
  unknown(): express.RequestHandler {
    return (req, res) => {
      const facts = factsOf(req, req.method, '*', req.path.startsWith('/api/') ? 'api' : 'page');
      const context: PageContext = { req, facts, signedIn: null, purpose: null };
      send(res, problemAnswer(new AppError('not-found'), context, this.#options.presenter));
    };
  }

  /** What Express itself refuses, such as a path that is no UTF-8: told plainly, without a word of the fault. */
  broken(): express.ErrorRequestHandler {
    return (_error, req, res, _next) => {
      const facts = factsOf(req, req.method, '*', req.path.startsWith('/api/') ? 'api' : 'page');
      const context: PageContext = { req, facts, signedIn: null, purpose: null };
      send(res, problemAnswer(new AppError('malformed-body'), context, this.#options.presenter));
    };
  }

  async #serve(
    route: Route,
    req: express.Request,
    res: express.Response,
    facts: RequestFacts,
  ): Promise<{ answer: Answer; receipt?: Receipt }> {
    const signedIn = await this.#options.signedIn(req);
    if (!signedIn) return this.#nobody(req, facts);
    this.#open.hold(res, signedIn);
    await this.#options.parts.policies.recent();
    return this.#attempt(route, req, res, { facts, signedIn, last: false });
  }

  async #attempt(
    route: Route,
    req: express.Request,
    res: express.Response,
    { facts, signedIn, last }: { facts: RequestFacts; signedIn: SignedIn; last: boolean },
  ): Promise<{ answer: Answer; receipt?: Receipt }> {
    const { parts, directory } = this.#options;
    const exchange = this.#exchangeOf(route, facts, signedIn);
    const gate = new Gate(parts, exchange, directory);
    const context = contextOf(req, exchange);
    try {
      this.#options.demandSameOrigin(req, signedIn);
      if (req.body === undefined) await this.#options.readBody(req, res);
      const answer = await this.#run(route, req, gate, exchange, context);
      const released = await this.#release(exchange, answer, { outcome: 'permit' });
      if (route.event === 'auth.logout') this.#options.clearCookie(res);
      return released;
    } catch (error) {
      // Somebody's first sign-in moves it too: whoever saves at that moment is not turned away for it.
      const anew = error instanceof PolicyMoved && exchange.ledger.tickets.length === 0 && !last;
      if (!anew) return this.#refuse(route, req, gate, exchange, error);
      await parts.policies.refresh();
      return this.#attempt(route, req, res, { facts, signedIn, last: true });
    }
  }

  #exchangeOf(route: Route, facts: RequestFacts, signedIn: SignedIn): Exchange {
    const status = facts.surface === 'api' ? (route.status ?? 200) : route.goTo ? 303 : 200;
    return {
      facts,
      signedIn,
      success: { event: route.event, action: route.action, status },
      sight: this.#options.parts.sights.of(signedIn),
      ledger: new Ledger(),
    };
  }

  async #run(
    route: Route,
    req: express.Request,
    gate: Gate,
    exchange: Exchange,
    context: PageContext,
  ): Promise<Answer> {
    await this.#options.directory.refresh(this.#options.parts.policies.epoch);
    const types = [route.resource].flat();
    if (!types.some((type) => exchange.sight.mayEver(route.action, type))) {
      exchange.ledger.ruleIds.add('ROLE-CLOSED');
      throw new AppError('forbidden');
    }
    const input = readInput(route, rawInput(req), exchange, context);
    const value = await route.handler(gate, input);
    if (route.file) return fileAnswer(route.file(value));
    if (exchange.facts.surface === 'api') return jsonAnswer(exchange.success.status, value);
    const next = route.goTo?.(value, input);
    if (next) return redirectAnswer(next, route.done?.(input));
    const view = route.view?.(value);
    if (!view) throw new Error(`${exchange.facts.route} has nothing to show`);
    const answer = htmlAnswer(200, this.#options.presenter.page(view, context));
    const seconds = route.refresh?.(value) ?? null;
    return seconds === null ? answer : { ...answer, headers: { ...answer.headers, Refresh: String(seconds) } };
  }

  /** Writes what was disclosed, waits for the commit, and only then lets the answer go. */
  async #release(
    exchange: Exchange,
    answer: Answer,
    verdict: { outcome: AuditEntry['outcome']; reason?: string },
  ): Promise<{ answer: Answer; receipt?: Receipt }> {
    const { audit, sessions } = this.#options.parts;
    const { ledger, success } = exchange;
    demandChange(exchange, verdict.outcome);
    let receipt: Receipt | undefined;
    for (const ticket of ledger.tickets) receipt = (await audit.sequence(ticket)).at(-1);
    if (typeof answer.body === 'string') ledger.discloseIn(answer.body);
    const uncovered = answer.body !== '' && [...ledger.disclosed.values()].some((record) => !ledger.covers(record));
    if (ledger.tickets.length === 0 || verdict.outcome !== 'permit' || uncovered) {
      if (verdict.reason) ledger.note(success.event, { reason: verdict.reason });
      const entries = entriesOf(exchange, success.event, success.action, verdict.outcome, answer.status);
      receipt = (await Promise.all(entries.map((entry) => audit.append(entry)))).at(-1);
    }
    // A session that was revoked while the request ran gets nothing, although the log says it would have.
    const carriesData = answer.body !== '' && (verdict.outcome === 'permit' || ledger.disclosed.size > 0);
    if (carriesData) sessions.stillGood(exchange.signedIn);
    return receipt ? { answer, receipt } : { answer };
  }

  async #refuse(
    route: Route,
    req: express.Request,
    gate: Gate,
    exchange: Exchange,
    error: unknown,
  ): Promise<{ answer: Answer; receipt?: Receipt }> {
    const problem = asProblem(error);
    if (problem.status >= 500) this.#options.onFault(error, exchange.facts);
    // The form that comes back reads through the gate too, and may itself be refused: then that is the answer.
    const { answer, told } = await this.#refusalOf(route, req, gate, exchange, problem).then(
      (first) => ({ answer: first, told: problem }),
      (second: unknown) => this.#plainRefusal(req, exchange, asProblem(second)),
    );
    const denied = told.status === 403 || told.status === 404;
    return this.#release(exchange, answer, { outcome: denied ? 'deny' : 'error', reason: told.code });
  }

  async #refusalOf(
    route: Route,
    req: express.Request,
    gate: Gate,
    exchange: Exchange,
    problem: AppError,
  ): Promise<Answer> {
    const context = contextOf(req, exchange);
    const { presenter } = this.#options;
    const page = exchange.facts.surface === 'page';
    const detour = page ? detourOf(problem, req) : null;
    if (detour) return redirectAnswer(detour);
    const mayRetry = page && route.retry && [400, 409, 422].includes(problem.status);
    if (!mayRetry) return problemAnswer(problem, context, presenter);
    const view = await route.retry?.(gate, rawInput(req), problem);
    return htmlAnswer(problem.status, presenter.page(view as VNode, context));
  }

  #plainRefusal(req: express.Request, exchange: Exchange, told: AppError): { answer: Answer; told: AppError } {
    return { answer: problemAnswer(told, contextOf(req, exchange), this.#options.presenter), told };
  }

  /** Nobody is signed in: pages lead to the sign-in, the API answers 401; the log has it either way. */
  async #nobody(req: express.Request, facts: RequestFacts): Promise<{ answer: Answer; receipt?: Receipt }> {
    const context: PageContext = { req, facts, signedIn: null, purpose: null };
    const answer =
      facts.surface === 'page'
        ? redirectAnswer(`/sign-in?returnTo=${encodeURIComponent(req.method === 'GET' ? req.originalUrl : '/')}`)
        : problemAnswer(new AppError('unauthenticated'), context, this.#options.presenter);
    const receipt = await this.#options.refusals.note(facts, answer.status);
    return receipt ? { answer, receipt } : { answer };
  }

  /** Neither entry nor data could be had: 503 (or 500) with no byte of a record. */
  #lastResort(error: unknown, req: express.Request, facts: RequestFacts): { answer: Answer; receipt?: Receipt } {
    const problem = asProblem(error);
    this.#options.onFault(error, facts);
    const safe = problem.status >= 500 || problem.status === 401 ? problem : new AppError('unavailable');
    const context: PageContext = { req, facts, signedIn: null, purpose: null };
    return { answer: problemAnswer(safe, context, this.#options.presenter) };
  }
}

const detours: Partial<Record<AppError['code'], string>> = {
  'purpose-required': '/purpose',
  'step-up-required': '/step-up',
};

/** Where a person does what is asked and comes back from; null where the form did not say on which page it stands. */
function detourOf({ code }: AppError, req: express.Request): string | null {
  const detour = detours[code];
  const page = pageOf(req);
  if (!detour || (req.method !== 'GET' && page === '/')) return null;
  const query = new URLSearchParams({ returnTo: page });
  // What was sent was not accepted: the browser keeps what was typed.
  if (req.method !== 'GET') query.set('held', '1');
  return `${detour}?${query}`;
}

/** The log never says that something was collected or altered when nothing was: a slip of a route's declaration. */
function demandChange({ success, ledger }: Exchange, outcome: AuditEntry['outcome']): void {
  const { ledVerb } = auditEvents[success.event];
  const changes = ledVerb === 'collection' || ledVerb === 'alteration' || ledVerb === 'erasure';
  if (changes && outcome === 'permit' && ledger.tickets.length === 0)
    throw new Error(`${success.event} was permitted and nothing was changed`);
}

function contextOf(req: express.Request, exchange: Exchange): PageContext {
  const { facts, signedIn, sight } = exchange;
  const { purpose, purposeStated } = sight.environment;
  return { req, facts, signedIn, purpose: { code: purpose, stated: purposeStated } };
}
