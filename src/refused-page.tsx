import type { Directory } from './gate/directory.ts';
import { factsOf } from './gate/request.ts';
import type { IdentityPages, RefusedInfo } from './identity/parts.ts';
import { uiFor } from './presenter.tsx';
import { renderDocument, type Ui } from './ui/context.tsx';
import { RefusedSignIn } from './ui/pages/refused-sign-in.tsx';

/** Stands in a rendered page for the reference of whoever is shown it. */
const anyReference = 'REFERENCE-OF-THIS-REFUSAL';

function render({ contact, messageId, retryAfter }: RefusedInfo, ui: Ui): string {
  const wait = retryAfter === null ? null : { seconds: retryAfter, messageId };
  return renderDocument(<RefusedSignIn reference={anyReference} contact={contact} wait={wait} />, ui);
}

/**
 * The page of a refused sign-in: no technical detail, a reference and whom to call. Of those that are alike one is rendered:
 * whoever sends hostile messages by the hundred would else have us render as many pages.
 */
export function refusedPage(directory: Directory, demo: boolean): IdentityPages['refused'] {
  const rendered = new Map<string, string>();
  return (req, res, info) => {
    const facts = { ...factsOf(req, req.method, '/saml', 'page'), requestId: anyReference };
    // Language and theme lead to the sign-in page: the message that was refused is not sent again.
    const known = uiFor({ req, facts, signedIn: null, purpose: null }, directory, demo);
    const ui: Ui = { ...known, path: '/sign-in', done: null };
    // Three languages, three themes, some texts, and waits in steps of ten seconds.
    const key = [ui.lang, ui.theme, info.retryAfter === null ? '' : info.messageId, info.retryAfter].join(' ');
    const html = rendered.get(key) ?? render(info, ui);
    rendered.set(key, html);
    res.status(info.status).setHeader('Cache-Control', 'no-store');
    res.type('html').send(html.replaceAll(anyReference, info.reference));
  };
}
