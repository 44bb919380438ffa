import { type ComponentChildren, createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { renderToString } from 'preact-render-to-string';
import type { Format } from './format.ts';
import type { Translate } from './i18n.ts';
import type { Language } from './languages.ts';

export type Theme = 'auto' | 'light' | 'dark';
/** Whatever may stand between two tags. */
export type Children = ComponentChildren;

/** What every page knows of its reader and its request; nothing here is a record. */
export interface Ui {
  lang: Language;
  t: Translate;
  format: Format;
  /** Path and query of this page: where language and theme switches come back to. */
  path: string;
  theme: Theme;
  /** `key`: tells people apart to the browser, and nothing of them. */
  person: { key: string; name: string; agency: string; roles: string[] } | null;
  /** Purpose in force; no code where none is stated and the one that is assumed is none of the person's own. */
  purpose: { code: string | null; stated: boolean } | null;
  /** Date on which the person's clearance ended, where it has. */
  clearanceEnded?: string | null;
  /** The person's clearance counts only after a second factor, and this sign-in had none. */
  withoutMfa?: boolean;
  csrfToken: string;
  demo: boolean;
  /** Name of an agency in the reader's language; its code where no name is known. */
  agencyName(code: string): string;
  requestId: string;
  /** What the person just did: a message `done.<code>`, said once. */
  done?: string | null;
  /** Parameters of the address that were left out, with the words that they may have. */
  ignored?: readonly { name: string; permitted: readonly string[] }[];
  /** Notes on names that carry an asterisk, as the federation agreed them. */
  footnotes?: readonly string[];
}

export const UiContext = createContext<Ui | null>(null);

/** The reader's words and formats, inside any component. */
export function useUi(): Ui {
  const ui = useContext(UiContext);
  if (!ui) throw new Error('a component was rendered outside renderDocument');
  return ui;
}

/** A whole HTML document; every text in it is escaped by the renderer. */
export function renderDocument(vnode: VNode, ui: Ui): string {
  return `<!doctype html>${renderToString(<UiContext.Provider value={ui}>{vnode}</UiContext.Provider>)}`;
}
