import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

interface Conclusion {
  id: string;
  ref: string;
  carriedFrom: string | null;
}

let portal: TestPortal;

beforeAll(async () => {
  portal = await startTestPortal();
}, 120_000);

afterAll(() => portal?.close());

/** The conclusion on ephedrine and the earlier one that it carries on, as somebody finds them. */
async function ephedrine(alias: string) {
  const visitor = await portal.signIn(alias);
  const list = (await visitor.get('/api/v1/conclusions?limit=100')).json as { items: Conclusion[] };
  const found = list.items.find(({ ref }) => ref === 'J7-P3-R01');
  if (!found) throw new Error(`${alias} does not find J7-P3-R01`);
  const earlier = list.items.find(({ ref }) => ref === 'J6-P3-R02');
  const alone = (await visitor.get(`/api/v1/conclusions/${found.id}`)).json as Conclusion;
  return { listed: found, alone, earlier, page: (await visitor.get(`/conclusions/${found.id}`)).text };
}

describe('a conclusion that carries on one of an earlier edition', () => {
  it('leads arta, who may read the earlier one, there', async () => {
    const { listed, alone, earlier, page } = await ephedrine('arta');
    expect(earlier?.id).toBeTruthy();
    expect([listed.carriedFrom, alone.carriedFrom]).toEqual([earlier?.id, earlier?.id]);
    expect(page).toContain('Carried on from');
    expect(page).toContain(`href="/conclusions/${earlier?.id}"`);
  });

  it('says nothing of it to dino, who may not: no reference, no line, no id', async () => {
    const { listed, alone, earlier, page } = await ephedrine('dino');
    expect(earlier).toBeUndefined();
    expect([listed.carriedFrom, alone.carriedFrom]).toEqual([null, null]);
    expect(page).not.toContain('Carried on from');
    expect(page).not.toContain('J6-P3-R02');
  });

  it('stands on the page of the closed edition in Paris, which shows no report', async () => {
    const visitor = await portal.signIn('arta');
    const { status, text } = await visitor.get('/conferences/6');
    expect(status).toBe(200);
    expect(text).toContain('J6-P3-R02');
    expect(text).not.toContain('/conferences/6/report');
    expect((await visitor.get('/conferences/6/report')).status).toBe(404);
  });
});
