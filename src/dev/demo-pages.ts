import { createHash } from 'node:crypto';
import { escapeXml } from '../identity/xml-write.ts';
import type { DemoPerson } from './demo-person.ts';
import { type DemoTexts, english } from './demo-texts.ts';

const submitScript = 'document.forms[0].submit()';
// The portal's own colours under its own names (src/ui/assets/base.css, dark.css): its files are not this host's to serve.
const style =
  ':root{color-scheme:light dark;--s-paper:#f5f7f9;--s-surface:#fff;--s-ink:#15222e;--s-mute:#4c5d6b;--s-line:#d5dce3;--s-primary:#0f4c81;--s-halo:#ffc94d;--s-radius:6px}' +
  '@media(prefers-color-scheme:dark){:root{--s-paper:#0e1822;--s-surface:#162431;--s-ink:#e8eef3;--s-mute:#a9bac8;--s-line:#2b3f50;--s-primary:#9cc9f2}}' +
  'body{font:1.05rem/1.5 "Source Sans 3",system-ui,sans-serif;margin:0;color:var(--s-ink);background:var(--s-paper)}' +
  'main{max-width:34rem;margin:3rem auto;padding:1.5rem;background:var(--s-surface);border:1px solid var(--s-line);border-radius:var(--s-radius)}' +
  'h1{font-size:1.5rem;margin-top:0}h2{font-size:1.15rem}ul{list-style:none;padding:0}' +
  'a,button{display:block;width:100%;box-sizing:border-box;margin:.5rem 0;padding:.7rem 1rem;border:1px solid var(--s-line);border-radius:var(--s-radius);' +
  'color:var(--s-primary);background:var(--s-surface);text-decoration:none;font:inherit;text-align:left;cursor:pointer}' +
  'a:hover,button:hover{border-color:var(--s-primary)}a:focus,button:focus{outline:3px solid var(--s-ink);box-shadow:0 0 0 6px var(--s-halo)}' +
  'small{display:block;color:var(--s-mute)}';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The demo IdPs' own policy: nothing but their two hashed snippets, and forms to the portal alone. */
export function demoCsp(portalOrigin: string): string {
  return [
    "default-src 'none'",
    `script-src ${hash(submitScript)}`,
    `style-src ${hash(style)}`,
    `form-action ${portalOrigin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function page(texts: DemoTexts, body: string): string {
  const title = texts.lang === 'en' ? english.heading : `${texts.heading} · ${english.heading}`;
  return (
    `<!doctype html><html lang="${texts.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escapeXml(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`
  );
}

/** A sentence in the local language and, where that is another, in English. */
function both(texts: DemoTexts, key: 'heading' | 'choose' | 'demonstration' | 'goOn'): string {
  const foreign = texts.lang === 'en' ? '' : ` <span lang="en">· ${escapeXml(english[key])}</span>`;
  return escapeXml(texts[key]) + foreign;
}

/** One link-button per person; `hrefFor` gives the address that signs that person in at once, or null for a plain list. */
export function choicePage(
  texts: DemoTexts,
  idpName: string,
  people: DemoPerson[],
  hrefFor: (alias: string) => string | null,
): string {
  const items = people.map((person) => {
    const label = `${escapeXml(texts.signInAs)} <strong>${escapeXml(person.name)}</strong><small>${escapeXml(`${person.alias} · ${person.agency}`)}</small>`;
    const href = hrefFor(person.alias);
    return href === null ? `<li>${label}</li>` : `<li><a href="${escapeXml(href)}">${label}</a></li>`;
  });
  return page(
    texts,
    `<h1>${both(texts, 'heading')}</h1><p>${escapeXml(idpName)}</p><h2>${both(texts, 'choose')}</h2><ul>${items.join('')}</ul><p>${both(texts, 'demonstration')}</p>`,
  );
}

/** The form of the HTTP-POST binding (SAML Bindings 3.5.4): sends itself, with a button where scripts are off. */
export function postPage(texts: DemoTexts, acsUrl: string, samlResponse: string, relayState: string): string {
  const field = (name: string, value: string) => `<input type="hidden" name="${name}" value="${escapeXml(value)}">`;
  return page(
    texts,
    `<form method="post" action="${escapeXml(acsUrl)}">${field('SAMLResponse', samlResponse)}${field('RelayState', relayState)}` +
      `<button type="submit">${both(texts, 'goOn')}</button></form><script>${submitScript}</script>`,
  );
}
