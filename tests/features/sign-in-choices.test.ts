import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../identity/browser.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;

beforeAll(async () => {
  portal = await startTestPortal();
}, 120_000);

afterAll(() => portal?.close());

describe('an identity provider whose certificate has run out', () => {
  it('is named on the sign-in page with the reason, and only that one', async () => {
    const html = await (await new Browser().get(`${portal.url}/sign-in`)).text();
    const [, ...choices] = html.split('<li data-s-search=');
    const told = choices.filter((choice) => choice.includes('Its certificate has run out'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('sign-in service of 2021');
    expect(told[0]?.split('</li>')[0], 'leads nowhere').not.toContain('<a ');
    expect(choices.filter((choice) => choice.includes('<a class="s-provider"')).length).toBeGreaterThan(10);
    expect(html).not.toContain('does not answer at the moment');
  });

  it('begins no sign-in', async () => {
    const idp = `http://127.0.0.1:${new URL(portal.url).port}/idp/el-2021`;
    const begun = await new Browser().get(`${portal.url}/saml/login?idp=${encodeURIComponent(idp)}&returnTo=%2F`);
    expect(begun.status).toBeGreaterThanOrEqual(400);
    expect(begun.headers.get('location')).toBeNull();
  });
});

it('a provider that speaks only CBC lets its people in, since its registration says so', async () => {
  const besa = await portal.signIn('besa');
  expect((await besa.get('/api/v1/session')).json).toMatchObject({ person: { agency: 'XK-KP' } });
});
