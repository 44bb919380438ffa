const plain = /^\/(?![/\\])[\x21-\x7e]*$/;
const detours = new Set(['/purpose', '/step-up', '/logout', '/sign-in']);

/**
 * Where to go on after a detour: a path on this portal, `/` for everything else (OWASP ASVS 5.0 V3.7.2, open redirects).
 * Browsers read `\` as `/` and drop tabs and line feeds (WHATWG URL, 4.4), so none of them may be in it.
 */
export function localPath(wish: unknown): string {
  if (typeof wish !== 'string' || wish.length > 2048 || !plain.test(wish) || wish.includes('\\')) return '/';
  const { pathname, search, searchParams, hash } = new URL(wish, 'http://localhost');
  if (pathname.startsWith('//')) return '/';
  // The address of the detour itself leads on to where that one leads.
  if (pathname === '/purpose' || pathname === '/step-up') return localPath(searchParams.get('returnTo'));
  return detours.has(pathname) ? '/' : `${pathname}${search}${hash}`;
}
