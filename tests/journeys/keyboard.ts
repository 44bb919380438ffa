import type { Page } from 'playwright-core';

/** Where the focus is now: what it is called, and whether a person at the keyboard can see it. Between last and first: no name. */
export interface Stop {
  name: string;
  /** True when the element lies in the window, is not covered, and is outlined. */
  visible: boolean;
}

const stopNow = `(() => {
  const element = document.activeElement;
  if (element === document.body) return { name: '', visible: true };
  const name = element.labels?.[0]?.innerText || element.getAttribute('aria-label') || element.innerText || element.name || '';
  const { left, top, width, bottom } = element.getBoundingClientRect();
  const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  const over = document.elementFromPoint(left + Math.min(width / 2, 20), middle);
  const label = element.labels?.[0];
  const reached = over !== null && (element.contains(over) || over.contains(element) || Boolean(label?.contains(over)));
  const style = getComputedStyle(element);
  const outlined = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  return { name: name.trim(), visible: reached && outlined };
})()`;

export async function focused(page: Page): Promise<Stop> {
  return (await page.evaluate(stopNow)) as Stop;
}

/** Presses Tab until the named control has the focus; every stop on the way must be visible. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const names: string[] = [];
  for (let press = 0; press < 200; press += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (!stop.visible) throw new Error(`the focus cannot be seen on “${stop.name}”`);
    if (typeof name === 'string' ? stop.name.startsWith(name) : name.test(stop.name)) return;
    names.push(stop.name.slice(0, 40));
  }
  throw new Error(`no way by keyboard to ${name}; passed ${names.join(' · ')}`);
}

/** Tabs to a link or button and presses it. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** Presses a link or button that leads to another page, and waits until that is there. */
export async function follow(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** Tabs to a field and writes into it in place of what stands there. */
export async function write(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Moves along a group of radio buttons until the named one is chosen. */
export async function choose(page: Page, name: string): Promise<void> {
  for (let press = 0; press < 8; press += 1) {
    await page.keyboard.press('ArrowDown');
    if ((await focused(page)).name.startsWith(name)) return;
  }
  throw new Error(`no choice “${name}”`);
}
