import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const candidates = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** Path of the browser on this machine; undefined where none is installed (never in CI, where that is an error). */
export const chromiumPath = candidates.find((path): path is string => path !== undefined && existsSync(path));

if (!chromiumPath && process.env.CI) throw new Error('no Chromium: set CHROME_PATH');

/** A headless Chromium with a fresh profile that asks nobody for anything. */
export function launchBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('no Chromium on this machine: set CHROME_PATH to see these tests run');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      ...asRoot,
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
