import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** One static file as it is served: immutable, because its path changes with its content. */
export interface Asset {
  body: Buffer;
  /** Content-Type. */
  type: string;
}

export interface Assets {
  /** `/assets/<hash>/…` of what a document refers to. */
  paths: { css: string; js: string; icon: string; latinFont: string; cyrillicFont: string };
  /** Path → file: serve with `Cache-Control: public, max-age=31536000, immutable`. */
  files: ReadonlyMap<string, Asset>;
}

const require = createRequire(import.meta.url);
const own = (name: string) => readFileSync(fileURLToPath(new URL(`./assets/${name}`, import.meta.url)), 'utf8');
const hashOf = (texts: readonly (string | Buffer)[]) => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('base64url').slice(0, 12);
};

const styleParts = [
  'masthead',
  'frame',
  'form',
  'lines',
  'steps',
  'content',
  'figures',
  'charts',
  'lists',
  'table',
  'cards',
  'marking',
  'pages',
  'print',
];
const modules = ['enhance', 'fold', 'narrow', 'menus', 'forms', 'remember', 'audience', 'lines', 'keys'];
/** The alphabets of the federation, and the letters for which a browser fetches them. */
const fonts = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212',
  'latin-ext': 'U+0100-02BA,U+1E00-1E9F,U+2020,U+20A0-20AB',
  cyrillic: 'U+0301,U+0400-045F,U+0490-0491,U+2116',
} as const;
type FontName = keyof typeof fonts;
const fontNames: readonly FontName[] = ['latin', 'latin-ext', 'cyrillic'];

/** The tokens of design-tokens-italia that our style refers to, and those that they refer to in turn. */
function tokensFor(style: string): string {
  const source = readFileSync(require.resolve('design-tokens-italia/dist/css/variables.css'), 'utf8');
  const all = new Map(
    [...source.matchAll(/^\s*(--it-[\w-]+):\s*([^;]+);/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  const used = new Map<string, string>();
  const collect = (text: string) => {
    for (const [, name = ''] of text.matchAll(/var\((--it-[\w-]+)\)/g)) {
      const value = all.get(name);
      if (value === undefined) throw new Error(`design-tokens-italia has no ${name}`);
      if (used.has(name)) continue;
      used.set(name, value);
      collect(value);
    }
  };
  collect(style);
  return `:root{${[...used].map(([name, value]) => `${name}:${value}`).join(';')}}\n`;
}

/** The dark colours twice: as the device wishes unless light was chosen, and as chosen. */
function darkStyle(rule: string): string {
  const wished = rule.replace(':root', ":root:not([data-theme='light'])");
  return `@media (prefers-color-scheme: dark){${wished}}\n${rule.replace(':root', ":root[data-theme='dark']")}`;
}

/** Cards by the room that the table has, not the screen: five columns and more need much of it. */
function cardStyle(rules: string): string {
  return `@container s-table (max-width: 34rem){${rules}}\n@container s-wide (max-width: 51rem){${rules}}`;
}

function fontFile(name: FontName): Buffer {
  return readFileSync(
    require.resolve(`@fontsource-variable/source-sans-3/files/source-sans-3-${name}-wght-normal.woff2`),
  );
}

function fontFace(name: FontName, path: string): string {
  return `@font-face{font-family:'Source Sans 3';font-style:normal;font-weight:200 900;font-display:swap;src:url(${path}) format('woff2');unicode-range:${fonts[name]}}\n`;
}

function build(): Assets {
  const files = new Map<string, Asset>();
  const fontPath = (name: FontName, body: Buffer) => `/assets/${hashOf([body])}/source-sans-3-${name}.woff2`;
  let faces = '';
  const fontPaths = new Map<FontName, string>();
  for (const name of fontNames) {
    const body = fontFile(name);
    const path = fontPath(name, body);
    fontPaths.set(name, path);
    files.set(path, { body, type: 'font/woff2' });
    faces += fontFace(name, path);
  }
  const parts = styleParts.map((part) => (part === 'cards' ? cardStyle(own('cards.css')) : own(`${part}.css`)));
  const style = [own('base.css'), darkStyle(own('dark.css')), ...parts].join('\n');
  const texts = new Map([
    ['portal.css', faces + tokensFor(style) + style],
    ['mark.svg', own('mark.svg')],
    ...modules.map((name): [string, string] => [`${name}.js`, own(`${name}.js`)]),
  ]);
  // One hash for all of them, so that modules find one another by relative paths.
  const folder = `/assets/${hashOf([...texts.values()])}`;
  for (const [name, text] of texts) files.set(`${folder}/${name}`, { body: Buffer.from(text), type: typeOf(name) });
  const paths = {
    css: `${folder}/portal.css`,
    js: `${folder}/enhance.js`,
    icon: `${folder}/mark.svg`,
    latinFont: fontPaths.get('latin') ?? '',
    cyrillicFont: fontPaths.get('cyrillic') ?? '',
  };
  return { paths, files };
}

function typeOf(name: string): string {
  if (name.endsWith('.css')) return 'text/css; charset=utf-8';
  return name.endsWith('.svg') ? 'image/svg+xml' : 'text/javascript; charset=utf-8';
}

let built: Assets | undefined;

/** Style, scripts, icon and fonts, read once. */
export function assets(): Assets {
  built ??= build();
  return built;
}
