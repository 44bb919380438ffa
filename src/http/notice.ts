import type express from 'express';
import { readCookie } from './cookies.ts';

const name = '__Host-seguito-done';
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict';

/**
 * Leaves word for the page that follows a change: a code, and the path that it is meant for. A parameter of the address
 * would let any link claim that something was done; this cookie only our own answer to a change can set, and it is gone
 * after one page or half a minute.
 */
export function leaveNotice(res: express.Response, code: string, location: string): void {
  const path = new URL(location, 'http://local').pathname;
  res.append('Set-Cookie', `${name}=${code}:${encodeURIComponent(path)}; Max-Age=30; ${attributes}`);
}

/** The code that was left for this page; null where none was. */
export function readNotice(req: express.Request): string | null {
  const [code = '', path = ''] = (readCookie(req, name) ?? '').split(':');
  return req.method === 'GET' && path === encodeURIComponent(req.path) && /^[a-z-]{1,40}$/.test(code) ? code : null;
}

/** Takes it back once a page was shown. */
export function forgetNotice(req: express.Request, res: express.Response): void {
  if (readCookie(req, name) !== undefined) res.append('Set-Cookie', `${name}=; Max-Age=0; ${attributes}`);
}
