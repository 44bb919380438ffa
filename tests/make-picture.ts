/** `npm run picture`: starts a portal on data of its own and takes the README's picture of it, `docs/picture.png`. */
import { writeFile } from 'node:fs/promises';
import { stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { faultFolder } from './faults/fault-folder.ts';
import { startPortalProcess } from './faults/portal-process.ts';
import { takePicture } from './journeys/picture.ts';
import { freePort } from './support/free-port.ts';
import { launchBrowser } from './ui/browser.ts';

const target = fileURLToPath(new URL('../docs/picture.png', import.meta.url));

async function main(): Promise<void> {
  const folder = faultFolder();
  const portal = await startPortalProcess({ dataDir: folder.path, port: await freePort() });
  try {
    const browser = await launchBrowser();
    try {
      const picture = await takePicture(browser, portal.url);
      await writeFile(target, picture);
      stdout.write(`docs/picture.png: ${picture.length} bytes\n`);
    } finally {
      await browser.close();
    }
  } finally {
    await portal.stop();
    folder.remove();
  }
}

main().catch((error: unknown) => {
  stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
