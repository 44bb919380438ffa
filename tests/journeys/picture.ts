import type { Browser } from 'playwright-core';
import { titleOf, visitAs } from './visit.ts';

/** Most bytes of the README's picture: it is loaded with every look at the repository. */
export const largestPicture = 250_000;

/** The README's picture: an action as the officer sees it who is asked to commit to it. PNG, 1280 × 1200. */
export async function takePicture(browser: Browser, url: string): Promise<Buffer> {
  const { page, context, complaints } = await visitAs(browser, url, 'arta', {
    viewport: { width: 1280, height: 1200 },
  });
  await page.getByRole('button', { name: /^Continue as/ }).click();
  await page.locator('.s-purpose', { hasText: '(stated)' }).waitFor();
  await page
    .getByRole('link', { name: titleOf('ephedrine-map') })
    .first()
    .click();
  await page.locator('.s-why').waitFor();
  await page.evaluate('document.fonts.ready.then(() => scrollTo(0, 0))');
  const picture = await page.screenshot();
  await context.close();
  if (complaints.length > 0) throw new Error(`the page complains: ${complaints.join(' · ')}`);
  if (picture.length > largestPicture) throw new Error(`the picture has ${picture.length} bytes`);
  return picture;
}
