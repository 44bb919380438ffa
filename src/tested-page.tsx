import type { Directory } from './gate/directory.ts';
import { factsOf } from './gate/request.ts';
import type { IdentityPages } from './identity/parts.ts';
import { uiFor } from './presenter.tsx';
import { renderDocument } from './ui/context.tsx';
import { TestedSignIn } from './ui/pages/tested-sign-in.tsx';

/** The page of a test sign-in that succeeded: what the portal read, for the person who tried and for nobody else. */
export function testedPage(directory: Directory, demo: boolean): IdentityPages['tested'] {
  return (req, res, { idp, identity, assurance }) => {
    const context = { req, facts: factsOf(req, req.method, '/saml', 'page'), signedIn: null, purpose: null };
    const { subjectId, agency, name, mail, clearance, clearanceUntil, purposes, dropped } = identity;
    const read = { idp, subjectId, agency, name, mail, clearance, clearanceUntil, purposes, dropped, assurance };
    res.status(200).setHeader('Cache-Control', 'no-store');
    res.type('html').send(renderDocument(<TestedSignIn read={read} />, uiFor(context, directory, demo)));
  };
}
