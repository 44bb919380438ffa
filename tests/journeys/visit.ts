import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { sampleActions } from '../../db/sample/actions.ts';
import { samplePeople } from '../../db/sample/people.ts';
import type { SamplePerson } from '../../db/sample/types.ts';
import type { Language } from '../../src/ui/languages.ts';

/** Milliseconds that a step may take on a machine that is busy with other tests. */
export const patience = 30_000;

/** A person at a browser of their own, signed in unless said otherwise. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What the browser refused or complained about on the portal's own pages. */
  complaints: string[];
  /** False where JavaScript is switched off. */
  scripts: boolean;
}

/** Title of an action of the sample. */
export function titleOf(key: string): string {
  const found = sampleActions.find((one) => one.key === key);
  if (!found) throw new Error(`the sample has no action ${key}`);
  return found.title;
}

function personOf(alias: string): SamplePerson {
  const person = samplePeople.find((one) => one.alias === alias);
  if (!person) throw new Error(`the sample has nobody called ${alias}`);
  return person;
}

/** Pages that answer 4xx on purpose are no complaint; everything else that the console says is. */
function listen(page: Page, url: string, complaints: string[]): void {
  page.on('console', (message) => {
    const own = message.location().url.startsWith(url);
    if (own && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
}

export interface VisitOptions extends BrowserContextOptions {
  /** Chosen on the device, whoever signs in there; `own`: nothing is chosen, so that the person's own language counts. */
  language?: Language | 'own';
}

/** What the menu of languages keeps on a device. */
async function choose(context: BrowserContext, url: string, language: Language): Promise<void> {
  await context.addCookies([
    {
      name: '__Host-seguito-lang',
      value: language,
      domain: new URL(url).hostname,
      path: '/',
      secure: true,
      sameSite: 'Lax',
    },
  ]);
}

/** Opens a fresh browser profile in which nobody is signed in, in English unless said otherwise. */
export async function open(browser: Browser, url: string, options: VisitOptions = {}): Promise<Visit> {
  const { language = 'en', ...more } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...more });
  if (language !== 'own') await choose(context, url, language);
  context.setDefaultTimeout(patience);
  const complaints: string[] = [];
  const scripts = options.javaScriptEnabled !== false;
  if (scripts) await reportRefusals(context, complaints);
  const page = await context.newPage();
  listen(page, url, complaints);
  return { page, context, complaints, scripts };
}

/** The content policy's own account of what it refused, whatever the console makes of it. */
async function reportRefusals(context: BrowserContext, complaints: string[]): Promise<void> {
  await context.exposeFunction('reportRefusal', (text: string) => complaints.push(text));
  await context.addInitScript(
    "addEventListener('securitypolicyviolation', (event) => reportRefusal(event.violatedDirective + ' refused ' + event.blockedURI))",
  );
}

/** From the sign-in page by way of the agency's own page, as a person does it: two links, and a button without JavaScript. */
export async function signIn({ page, scripts }: Visit, url: string, alias: string): Promise<void> {
  const person = personOf(alias);
  await page.goto(`${url}/`);
  await page.locator('.s-provider', { hasText: person.agency }).click();
  await page.getByRole('link', { name: person.name }).click();
  if (!scripts) await page.getByRole('button').click();
  await arriveHome(page, url);
}

/** Whoever comes from another site passes a page that sends itself on (SameSite cookies), and then stands at home. */
export async function arriveHome(page: Page, url: string): Promise<void> {
  await page.waitForURL(`${url}/`);
  await page.locator('h1').waitFor();
}

/** A person of the sample at a fresh browser, signed in. */
export async function visitAs(
  browser: Browser,
  url: string,
  alias: string,
  options: VisitOptions = {},
): Promise<Visit> {
  const visit = await open(browser, url, options);
  await signIn(visit, url, alias);
  return visit;
}

/** Titles in the list of actions, as the page shows them. */
export async function listedTitles(page: Page): Promise<string[]> {
  return page.locator('main table a[data-id]').allInnerTexts();
}

/** Searches the list of actions through its own form. */
export async function searchActions(page: Page, url: string, words: string): Promise<void> {
  await page.goto(`${url}/actions`);
  await page.locator('main input[name=q]').fill(words);
  await page.locator('main input[name=q]').press('Enter');
  await page.waitForURL(/[?&]q=/);
}
