import type { Directory } from './gate/directory.ts';
import { factsOf } from './gate/request.ts';
import type { IdentityPages } from './identity/parts.ts';
import { uiFor } from './presenter.tsx';
import { renderDocument } from './ui/context.tsx';
import { RefusedSignIn } from './ui/pages/refused-sign-in.tsx';

/** The page of a refused sign-in: no technical detail, a reference and whom to call. */
export function refusedPage(directory: Directory, demo: boolean): IdentityPages['refused'] {
  return (req, res, { status, reference, contact }) => {
    const context = { req, facts: factsOf(req, req.method, '/saml', 'page'), signedIn: null, purpose: null };
    res.status(status).setHeader('Cache-Control', 'no-store');
    res
      .type('html')
      .send(renderDocument(<RefusedSignIn reference={reference} contact={contact} />, uiFor(context, directory, demo)));
  };
}
