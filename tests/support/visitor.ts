import { samplePeople } from '../../db/sample/people.ts';
import { Browser, formFields } from '../identity/browser.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Parsed body of a JSON answer, else null. */
  json: unknown;
}

/** A person with a browser: pages by navigation, the API with JSON. */
export class Visitor {
  readonly url: string;
  readonly #browser: Browser;

  constructor(url: string, browser = new Browser()) {
    this.url = url;
    this.#browser = browser;
  }

  /** Signs a person of the sample in, with the second factor where `stepUp` asks for it: AuthnRequest, the demo IdP's signed answer, the assertion consumer service. */
  static async signIn(url: string, alias: string, how: { stepUp?: boolean } = {}): Promise<Visitor> {
    const person = samplePeople.find((one) => one.alias === alias);
    if (!person) throw new Error(`the sample has nobody called ${alias}`);
    const browser = new Browser();
    // Chosen on this device: whatever language the sample gives the person, pages are read here in English.
    browser.setCookie('__Host-seguito-lang', 'en');
    const port = new URL(url).port;
    const idp = `http://127.0.0.1:${port}/idp/${person.idpAlias}`;
    const visitor = new Visitor(url, browser);
    const done = await visitor.answerAs(
      alias,
      `/saml/login?idp=${encodeURIComponent(idp)}&returnTo=%2F${how.stepUp ? '&stepUp=1' : ''}`,
    );
    if (done.status !== 303) throw new Error(`${alias} could not sign in: ${done.status} ${done.text}`);
    return visitor;
  }

  /** Goes from a sign-in address through the demo IdP as that person; returns what the assertion consumer service answers. */
  async answerAs(alias: string, login: string): Promise<Answer> {
    const begun = await this.#browser.get(this.url + login);
    const form = await (await fetch(`${begun.headers.get('location')}&person=${alias}`)).text();
    const body = new URLSearchParams([...formFields(form)]).toString();
    return answerOf(await this.#browser.post(`${this.url}/saml/acs`, body));
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return answerOf(await this.#browser.get(this.url + path, headers));
  }

  /** Submits a form of one of the portal's own pages. */
  async submit(path: string, fields: Record<string, string | string[]>): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.send('POST', path, body.toString(), { 'content-type': 'application/x-www-form-urlencoded' });
  }

  /** Calls the API with a JSON body. */
  async call(method: string, path: string, value: unknown): Promise<Answer> {
    return this.send(method, path, JSON.stringify(value), { 'content-type': 'application/json' });
  }

  /** Any request with a body, as our own pages send it unless the headers say otherwise. */
  async send(
    method: string,
    path: string,
    body: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return answerOf(
      await this.#browser.request(method, this.url + path, body, { 'sec-fetch-site': 'same-origin', ...headers }),
    );
  }

  /** States a purpose for the session. */
  async statePurpose(code = 'INVESTIGATION'): Promise<Answer> {
    return this.call('PUT', '/api/v1/session/purpose', {
      code,
      legalBasis: 'Act on police, art. 9',
      reference: 'J7/2026',
    });
  }

  cookie(name: string): string | undefined {
    return this.#browser.cookie(name);
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
}
