import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { it, expect } from 'vitest';
import { launchBrowser } from '../ui/browser.ts';
import { startTestPortal } from '../support/portal.ts';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
it('looks', async () => {
  const portal = await startTestPortal();
  const arta = await portal.signIn('arta'); await arta.get('/actions'); await arta.get('/audit');
  const browser = await launchBrowser();
  const context = await browser.newContext();
  const page = await context.newPage();
  mkdirSync('/tmp/audit-look', { recursive: true });
  const port = new URL(portal.url).port;
  const idp = `http://127.0.0.1:${port}/idp/${(await import('../../db/sample/people.ts')).samplePeople.find((p) => p.alias === 'ivo')!.idpAlias}`;
  const begun = await page.goto(`${portal.url}/saml/login?idp=${encodeURIComponent(idp)}&returnTo=/audit`);
  await page.goto(`${page.url()}&person=ivo`);
  await page.waitForURL(/\/audit/, { timeout: 8000 }).catch(async () => { console.log(await page.content()); });
  console.log(page.url());
  const entry = 'Listed records';
  const targets: [string, string][] = [['search', '/audit'], ['wrong', '/audit?q=agencie:x'], ['none', '/audit?q=index:999999'], ['verify', '/audit/verify']];
  const complaints: string[] = [];
  page.on('console', (m) => complaints.push(m.text()));
  await page.goto(`${portal.url}/audit?q=action%3Arecord.list%20agency%3AAL-ASP`);
  const href = await page.locator('tbody th a').first().getAttribute('href');
  targets.push(['entry', href ?? '']);
  const out: string[] = [];
  for (const [name, path] of targets) {
    for (const [w, h] of [[1360, 900], [390, 800]] as const) {
      await page.setViewportSize({ width: w, height: h });
      await page.goto(portal.url + path);
      await page.screenshot({ path: `/tmp/audit-look/${name}-${w}.png`, fullPage: true });
    }
    await page.evaluate("for (const p of document.querySelectorAll('details:not([data-s-menu])')) p.open = true");
    for (const w of [320, 390, 768, 1024, 1280]) {
      await page.setViewportSize({ width: w, height: 900 });
      const ex = Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
      if (ex > 0) out.push(`${name} overflows at ${w} by ${ex}`);
    }
    await page.screenshot({ path: `/tmp/audit-look/${name}-open.png`, fullPage: true });
    await page.evaluate(axe);
    const v = await page.evaluate(`axe.run(document, { runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`);
    out.push(...(v as string[]).map((x) => `${name}: ${x}`));
  }
  await page.goto(`${portal.url}/audit/verify`);
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.waitForLoadState();
  await page.screenshot({ path: `/tmp/audit-look/verified.png`, fullPage: true });
  await context.addCookies([{ name: '__Host-seguito-lang', value: 'sr-Cyrl', url: portal.url, secure: true } as never]).catch((e) => out.push(String(e)));
  await page.goto(portal.url + (href ?? ''));
  await page.screenshot({ path: `/tmp/audit-look/entry-sr.png`, fullPage: true });
  console.log(out.join('\n') || 'CLEAN', complaints);
  await browser.close();
  await portal.close();
}, 180_000);
