import type express from 'express';

/** The value of one cookie of a request; undefined when it was not sent. */
export function readCookie(req: express.Request, name: string): string | undefined {
  for (const part of (req.get('cookie') ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}

const year = 31_536_000;

/** Keeps a choice of this device (language, theme): no secret, yet bound to this host. */
export function keepChoice(res: express.Response, name: 'seguito-lang' | 'seguito-theme', value: string): void {
  res.append('Set-Cookie', `__Host-${name}=${value}; Path=/; Max-Age=${year}; Secure; HttpOnly; SameSite=Lax`);
}
