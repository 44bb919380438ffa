import type { Request, Response } from 'express';

/** One set of names everywhere: browsers take `__Host-` with Secure on loopback too (CONTRACT, Cookies). */
export const sessionCookie = '__Host-seguito';
export const flowCookie = '__Host-seguito-flow';

const token = /^[A-Za-z0-9_-]{43}$/;

/**
 * The 256-bit token in a cookie, or null. A name that comes twice is nobody's: one of the two was planted
 * (RFC 6265bis 8.6, weak integrity).
 */
export function cookieToken(request: Pick<Request, 'headers'>, name: string): string | null {
  const values = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value] = values;
  return value !== undefined && values.length === 1 && token.test(value) ? value : null;
}

export function setSessionCookie(response: Response, value: string): void {
  response.append('Set-Cookie', `${sessionCookie}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`);
}

export function clearSessionCookie(response: Response): void {
  response.append('Set-Cookie', `${sessionCookie}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax`);
}

/** SameSite=None: the IdP's answer is a cross-site POST, on which Lax cookies do not travel. */
export function setFlowCookie(response: Response, value: string, seconds: number): void {
  response.append('Set-Cookie', `${flowCookie}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=None`);
}
