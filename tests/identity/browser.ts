/**
 * A browser as far as sign-in needs one: keeps `__Host-` cookies and sends them to loopback as browsers do, and leaves
 * Lax cookies out of a cross-site POST. Test clients on npm do not send Secure cookies over http.
 */
export class Browser {
  readonly #cookies = new Map<string, { value: string; lax: boolean }>();

  async get(url: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(url, { headers }, false);
  }

  /** A form post; from another site unless said otherwise, as the answer of an IdP is. */
  async post(url: string, body: string, options: { crossSite?: boolean; type?: string } = {}): Promise<Response> {
    const headers = { 'content-type': options.type ?? 'application/x-www-form-urlencoded' };
    return this.#send(url, { method: 'POST', body, headers }, options.crossSite ?? true);
  }

  /** Any request from our own site; Lax cookies travel with it. */
  async request(
    method: string,
    url: string,
    body: string | Buffer,
    headers: Record<string, string>,
  ): Promise<Response> {
    return this.#send(url, { method, body: typeof body === 'string' ? body : new Uint8Array(body), headers }, false);
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name)?.value;
  }

  setCookie(name: string, value: string, lax = true): void {
    this.#cookies.set(name, { value, lax });
  }

  async #send(
    url: string,
    init: RequestInit & { headers: Record<string, string> },
    crossSitePost: boolean,
  ): Promise<Response> {
    const sent = [...this.#cookies].filter(([, cookie]) => !(crossSitePost && cookie.lax));
    const cookie = sent.map(([name, { value }]) => `${name}=${value}`).join('; ');
    const headers = cookie === '' ? init.headers : { ...init.headers, cookie };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (attributes.some((attribute) => attribute.toLowerCase() === 'max-age=0')) this.#cookies.delete(name);
    else this.#cookies.set(name, { value, lax: !/samesite=none/i.test(line) });
  }
}

/** The hidden fields of the form that an IdP answers with. */
export function formFields(html: string): Map<string, string> {
  const withoutEscapes = (text: string) =>
    text.replace(
      /&(amp|lt|gt|quot|apos);/g,
      (_all, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name] ?? '',
    );
  const fields = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  return new Map([...fields].map(([, name = '', value = '']) => [name, withoutEscapes(value)]));
}
