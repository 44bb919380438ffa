import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { assets } from '../../src/ui/assets.ts';
import { renderDocument, type Theme } from '../../src/ui/context.tsx';
import { isLanguage } from '../../src/ui/languages.ts';
import { gallery, publicPages } from './gallery.tsx';
import { sampleUi } from './sample-ui.ts';

/** The policy under which the portal's pages must work (EXPERIENCE, Look). */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

export function galleryPage(name: string, query: URLSearchParams): string | null {
  const page = gallery[name];
  if (!page) return null;
  const lang = query.get('lang');
  const theme: Theme = query.get('theme') === 'dark' ? 'dark' : 'light';
  const ui = sampleUi(
    isLanguage(lang) ? lang : 'en',
    publicPages.includes(name) ? { theme, person: null, purpose: null } : { theme },
  );
  return renderDocument(page(), ui);
}

export interface GalleryServer {
  url: string;
  close(): Promise<void>;
}

/** Serves the gallery on loopback as the portal would: own assets, strict policy. `audience` answers the live preview. */
export async function serveGallery(audience: unknown): Promise<GalleryServer> {
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const asset = assets().files.get(url.pathname);
    if (asset) return response.writeHead(200, { 'content-type': asset.type }).end(asset.body);
    if (url.pathname === '/actions/audience-preview') {
      return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(audience));
    }
    const html = galleryPage(
      url.pathname.slice(1) === 'actions' ? 'problems' : url.pathname.slice(1),
      url.searchParams,
    );
    response.writeHead(html ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
    });
    return response.end(html ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${port}`, close };
}
