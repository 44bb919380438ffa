import type { Page } from 'playwright-core';

/** Where the focus is now: what it is called, and whether a person at the keyboard can see it. */
export interface Stop {
  name: string;
  /** True when the element lies in the window, is not covered, and is outlined. */
  visible: boolean;
}

const stopNow = `(() => {
  const element = document.activeElement;
  const name = element.labels?.[0]?.innerText || element.getAttribute('aria-label') || element.innerText || element.name || '';
  const { left, top, width, height } = element.getBoundingClientRect();
  const over = document.elementFromPoint(left + Math.min(width / 2, 20), top + height / 2);
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
  for (let press = 0; press < 150; press += 1) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (!stop.visible) throw new Error(`the focus cannot be seen on “${stop.name}”`);
    if (typeof name === 'string' ? stop.name.startsWith(name) : name.test(stop.name)) return;
    names.push(stop.name);
  }
  throw new Error(`no way by keyboard to ${name}; passed ${names.join(' · ')}`);
}

/** Tabs to a link or button and presses it. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}
