import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { chromiumPath, launchBrowser } from './browser.ts';
import { serveGallery } from './gallery-server.ts';

/** The glyphs that each sheet of a PDF draws, in order; glyph numbers are those of the embedded fonts. */
function sheetsOf(pdf: Buffer): string[][] {
  const sheets: string[][] = [];
  for (let start = pdf.indexOf('stream'); start >= 0; start = pdf.indexOf('stream', start + 6)) {
    if (pdf.subarray(start - 3, start).toString('latin1') === 'end') continue;
    const end = pdf.indexOf('endstream', start);
    const from = start + (pdf[start + 6] === 13 ? 8 : 7);
    const text = inflated(pdf.subarray(from, end));
    const glyphs = [...text.matchAll(/<([0-9A-Fa-f]+)> Tj/g)].map(([, glyph = '']) => glyph);
    if (glyphs.length > 0) sheets.push(glyphs);
  }
  return sheets;
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}

describe.skipIf(!chromiumPath)('a printed page', () => {
  it('carries its marking on every sheet', async () => {
    const server = await serveGallery({});
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await page.goto(`${server.url}/record?theme=dark`);
    const sheets = sheetsOf(await page.pdf({ format: 'A5' }));
    await browser.close();
    await server.close();
    expect(sheets.length).toBeGreaterThan(1);
    const marking = (sheets[0] ?? []).slice(0, 'TLP:AMBER'.length);
    expect(new Set(marking).size).toBeGreaterThan(5);
    for (const sheet of sheets) expect(sheet.slice(0, marking.length)).toEqual(marking);
  });

  it('of a record for the screen only holds nothing of it', async () => {
    const server = await serveGallery({});
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await page.goto(`${server.url}/record`);
    await page.evaluate("document.body.setAttribute('data-s-screen-only', '')");
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('main').isVisible()).toBe(false);
    expect(await page.locator('.s-marking--top').isVisible()).toBe(true);
    await browser.close();
    await server.close();
  });
});
