import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { launchBrowser } from '../ui/browser.ts';
import { takePicture } from './picture.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await startTestPortal();
}, 120_000);
afterAll(() => portal?.close());

it('the picture of the README can be taken of the pages as they are now', async () => {
  const browser = await launchBrowser();
  const picture = await takePicture(browser, portal.url);
  await browser.close();
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1280, 1200]);
}, 90_000);
