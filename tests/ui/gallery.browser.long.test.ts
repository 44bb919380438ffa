import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Language, sourceLanguage } from '../../src/ui/languages.ts';
import { languages } from '../../src/ui/locales.ts';
import { chromiumPath, launchBrowser } from './browser.ts';
import { gallery } from './gallery.tsx';
import { type GalleryServer, serveGallery } from './gallery-server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
if (!chromiumPath) console.warn('NO CHROMIUM FOUND: the pages of the gallery are not looked at. Set CHROME_PATH.');

interface Look {
  lang: Language;
  theme: 'light' | 'dark';
  width: number;
}

/** English is looked at once; a translation in the dark, and where longer words have little room. */
const looks: readonly Look[] = languages.flatMap(({ tag: lang }): Look[] =>
  lang === sourceLanguage
    ? [{ lang, theme: 'light', width: 1280 }]
    : [
        { lang, theme: 'dark', width: 1280 },
        { lang, theme: 'light', width: 390 },
      ],
);
const names = Object.keys(gallery);
const openAll = (selector: string) => `for (const part of document.querySelectorAll('${selector}')) part.open = true`;

describe.skipIf(!chromiumPath)('the pages in a real browser', () => {
  let server: GalleryServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await serveGallery({ people: 3, agencies: 2, privateMembers: true });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Opens a page of the gallery; whatever the browser complains about ends in `complaints`. */
  async function open(name: string, { lang, theme, width }: Look, complaints: string[] = []): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${server.url}/${name}?lang=${lang}&theme=${theme}`);
    return page;
  }

  const plain: Look = { lang: 'en', theme: 'light', width: 1280 };

  describe.each(looks)('$lang, $theme, $width px', (look) => {
    it.each(names)('%s: no accessibility violation, nothing refused by the content policy', async (name) => {
      const complaints: string[] = [];
      const page = await open(name, look, complaints);
      // An open menu lies over the page; where there is room for it, it is looked at too.
      await page.evaluate(openAll(look.width > 1000 ? 'details' : 'details:not([data-s-menu])'));
      await page.evaluate(axe);
      const violations = (await page.evaluate(
        `axe.run(document, { runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] })
          .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`,
      )) as string[];
      await page.close();
      expect(violations).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  const inEveryLanguage = names.flatMap((name) => languages.map(({ tag }) => [name, tag] as const));

  it.each(inEveryLanguage)('%s (%s): nothing scrolls sideways from 320 to 1440 px', async (name, lang) => {
    const page = await open(name, { ...plain, lang });
    const over: number[] = [];
    for (const width of [320, 390, 600, 768, 1024, 1280, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const excess = Number(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      );
      if (excess > 0) over.push(width);
    }
    await page.close();
    expect(over).toEqual([]);
  });

  it('everything that can be pressed is at least 24 px high and wide', async () => {
    const page = await open('list', { ...plain, width: 390 });
    await page.evaluate(openAll('details'));
    const small =
      await page.evaluate(`[...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select')]
      .filter((element) => element.checkVisibility() && !element.closest('.s-skip, p, th[scope=row]'))
      .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
      .filter(([, box]) => box.width > 1 && (box.width < 23.9 || box.height < 23.9)).map(([html]) => html)`);
    await page.close();
    expect(small).toEqual([]);
  });

  it('the error summary has the focus, and its links lead into the fields', async () => {
    const page = await open('problems', plain);
    expect(await page.evaluate('document.activeElement.className')).toBe('s-problems');
    await page.click('a[href="#f-dueOn"]');
    expect(await page.evaluate('document.activeElement.name')).toBe('dueOn');
    await page.close();
  });

  it('typing narrows the list of agencies, in Latin for Cyrillic names', async () => {
    const page = await open('sign-in', plain);
    await page.fill('input[name=q]', 'srbija');
    expect(await page.locator('.s-provider:visible').allInnerTexts()).toEqual([expect.stringContaining('Србија')]);
    await page.fill('input[name=q]', 'xyz');
    expect(await page.isVisible('text=No agency matches')).toBe(true);
    await page.close();
  });

  it.each([
    ['en', '3 people in 2 agencies will see this. Private members or academia are among them.'],
    [
      'sr-Cyrl',
      'Ово ће видети 3 особе у 2 службе. Међу њима су и чланови из приватног сектора или академске заједнице.',
    ],
    ['it', 'La scheda sarà visibile a 3 persone di 2 enti. Tra i destinatari vi sono membri privati o accademici.'],
  ] as const)('choosing whom to share with says at once who will see it (%s)', async (lang, sentence) => {
    const page = await open('form', { ...plain, lang });
    await page.check('input[name=share][value=country]');
    await expect.poll(() => page.textContent('[data-s-audience]'), { timeout: 5000 }).toBe(sentence);
    await page.close();
  });

  it('a half-typed form is offered again in the same tab, and forgotten when asked', async () => {
    const page = await open('form', plain);
    await page.locator('input[name=title]').pressSequentially('Ephedrine');
    await page.check('input[name=priority][value=high]');
    await page.reload();
    await page.click('[data-s-restore-yes]');
    expect(await page.inputValue('input[name=title]')).toBe('Ephedrine');
    expect(await page.isChecked('input[name=priority][value=high]')).toBe(true);
    await page.reload();
    await page.click('[data-s-restore-no]');
    await page.reload();
    expect(await page.isVisible('[data-s-restore]')).toBe(false);
    await page.close();
  });

  it('a counter says how many characters are left', async () => {
    const page = await open('form', plain);
    await page.locator('textarea[name=description]').pressSequentially('abc');
    expect(await page.textContent('[data-s-counter]')).toBe('Characters left: 497');
    await page.close();
  });

  it('the question mark lists the keys, and they can be turned off', async () => {
    const page = await open('list', plain);
    await page.keyboard.press('?');
    expect(await page.isVisible('#s-keys')).toBe(true);
    await page.uncheck('[data-s-keys-on]');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    expect(await page.isVisible('#s-keys')).toBe(false);
    await page.close();
  });

  it('a menu closes with Escape and gives the focus back', async () => {
    const page = await open('list', plain);
    await page.click('.s-menu--person > summary');
    expect(await page.isVisible('text=Sign out')).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.isVisible('text=Sign out')).toBe(false);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    await page.close();
  });

  it('without JavaScript the list of agencies for sharing is whole and the audience can be asked for', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.url}/form`);
    expect(await page.locator('input[name=shareAgencies]:visible').count()).toBe(10);
    expect(await page.isVisible('button[name=preview]')).toBe(true);
    await context.close();
  });
});
