import express from 'express';
import type { Receipt } from '../audit/append.ts';
import { openApiDocument } from './api/openapi.ts';
import { sessionView } from './features/session/session-view.ts';
import { jsonAnswer, problemAnswer, send } from './gate/answer.ts';
import type { Directory } from './gate/directory.ts';
import type { RequestFacts } from './gate/exchange.ts';
import { localPath } from './gate/local-path.ts';
import type { PageContext, Presenter } from './gate/presenter.ts';
import { asProblem, factsOf } from './gate/request.ts';
import type { Route } from './gate/route.ts';
import type { SignedIn } from './gate/signed-in.ts';
import { keepChoice } from './http/cookies.ts';
import { isSameOrigin } from './http/same-origin.ts';
import type { Identity } from './identity/identity.ts';
import { languageFor } from './presenter.tsx';
import { assets } from './ui/assets.ts';
import { isLanguage } from './ui/languages.ts';
import { languages } from './ui/locales.ts';
import { SignInPage } from './ui/pages/sign-in-page.tsx';

export interface PublicOptions {
  identity: Identity;
  presenter: Presenter;
  directory: Directory;
  demo: boolean;
  supportContact: string;
  origin: string;
  routes: readonly Route[];
  /** Logs that a person was shown the own session; resolves when the entry is durable. */
  noteSession(signedIn: SignedIn, facts: RequestFacts): Promise<Receipt>;
}

/** The one list of what is answered to anybody. Nothing here can show a record: it holds no gate and no pool. */
export function publicRoutes(options: PublicOptions): express.Router {
  const router = express.Router();
  router.get(/^\/assets\//, serveAsset);
  router.get('/sign-in', signInPage(options));
  router.post(['/language', '/theme'], express.urlencoded({ extended: false, limit: '4kb' }), keepPreference(options));
  router.get('/api/v1/session', currentSession(options));
  router.get('/.well-known/security.txt', (_req, res) => {
    const expires = new Date(Date.now() + 180 * 86_400_000).toISOString();
    res
      .type('text/plain')
      .send(
        `Contact: ${contactUri(options.supportContact)}\nExpires: ${expires}\nPreferred-Languages: ${languages.map(({ tag }) => tag).join(', ')}\n`,
      );
  });
  const document = JSON.stringify(openApiDocument(options.routes, options.origin));
  router.get('/api/openapi.json', (_req, res) => {
    res.type('application/json').send(document);
  });
  return router;
}

function contactUri(contact: string): string {
  return contact.includes('@') && !contact.includes(':') ? `mailto:${contact}` : contact;
}

function serveAsset(req: express.Request, res: express.Response, next: express.NextFunction): void {
  const asset = assets().files.get(req.path);
  if (!asset) {
    next();
    return;
  }
  res.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  res.setHeader('Content-Type', asset.type);
  res.end(asset.body);
}

function publicContext(req: express.Request, path: string): PageContext {
  return { req, facts: factsOf(req, req.method, path, 'page'), signedIn: null, purpose: null };
}

function signInPage({ identity, presenter, directory }: PublicOptions): express.RequestHandler {
  return async (req, res) => {
    // A provider that came in, or was shut out, on another instance too.
    await identity.refreshProviders();
    const lang = languageFor(req);
    const returnTo = localPath(req.query.returnTo);
    const providers = identity.providers().map(({ entityId, alias, names, agencies, broken, ended }) => ({
      entityId,
      alias,
      name: names[lang] ?? names.en ?? alias,
      agencies: agencies.map((code) => ({ code, name: directory.name(code, lang) })),
      href: `/saml/login?idp=${encodeURIComponent(entityId)}&returnTo=${encodeURIComponent(returnTo)}`,
      broken: broken !== null && broken !== undefined,
      ended,
    }));
    const { offer, signedOut } = req.query;
    const query = typeof req.query.q === 'string' ? req.query.q.slice(0, 200) : '';
    res.setHeader('Cache-Control', 'no-store');
    res
      .type('html')
      .send(
        presenter.page(
          <SignInPage
            providers={providers}
            returnTo={returnTo}
            query={query}
            signedOut={signedOut === 'here' || signedOut === 'everywhere' ? signedOut : null}
            offer={typeof offer === 'string' && /^[A-Za-z0-9_-]{43}$/.test(offer) ? offer : null}
          />,
          publicContext(req, '/sign-in'),
        ),
      );
  };
}

/** Language and theme belong to the device: they need no session and leave no entry. */
function keepPreference({ origin }: PublicOptions): express.RequestHandler {
  return (req, res) => {
    const body: Record<string, unknown> = req.body ?? {};
    if (!isSameOrigin(req, origin, undefined)) return void res.status(403).end();
    if (isLanguage(body.lang)) keepChoice(res, 'seguito-lang', body.lang);
    if (body.theme === 'auto' || body.theme === 'light' || body.theme === 'dark')
      keepChoice(res, 'seguito-theme', body.theme);
    res.redirect(303, localPath(body.returnTo));
  };
}

/** Who is signed in here, for scripts of our pages and for API clients; shows a person only their own session. */
function currentSession({ identity, presenter, noteSession }: PublicOptions): express.RequestHandler {
  return async (req, res) => {
    const facts = factsOf(req, 'GET', '/api/v1/session', 'api');
    try {
      const signedIn = await identity.signedIn(req);
      if (!signedIn) return send(res, jsonAnswer(200, { authenticated: false }));
      const receipt = await noteSession(signedIn, facts);
      send(res, jsonAnswer(200, sessionView(signedIn)), receipt.header);
    } catch (error) {
      send(res, problemAnswer(asProblem(error), { req, facts, signedIn: null, purpose: null }, presenter));
    }
  };
}
