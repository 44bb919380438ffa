import { describe, expect, it } from 'vitest';
import { apiInput, formInput, statedInput } from '../../src/features/purpose/purpose-input.ts';

const good = { code: 'INVESTIGATION', legalBasis: 'Law 108/2014', reference: 'AL-ASP-2291/J7' };
const request = (body: Record<string, unknown>) => ({ params: {}, query: {}, body });

describe('what states a purpose', () => {
  it('a form may carry its token and where to go on', () => {
    const { body } = statedInput.parse(request({ ...good, _csrf: 'token', returnTo: '/actions' }));
    expect(body).toEqual({ ...good, returnTo: '/actions' });
  });

  it('without a word about where to go on, it is home', () => {
    expect(formInput.parse({ params: {}, query: {}, body: {} }).query.returnTo).toBe('/');
    expect(statedInput.parse(request(good)).body.returnTo).toBe('/');
  });

  it('a form cannot lead away from the portal', () => {
    expect(statedInput.parse(request({ ...good, returnTo: '//evil.example' })).body.returnTo).toBe('/');
  });

  it.each(['code', 'legalBasis', 'reference'])('%s is mandatory, blanks do not count', (field) => {
    for (const value of [undefined, '', '   \r\n']) {
      const { success, error } = apiInput.safeParse(request({ ...good, [field]: value }));
      expect(success).toBe(false);
      expect(error?.issues.map(({ path }) => path.at(-1))).toEqual([field]);
    }
  });

  it('a purpose outside the closed list is refused', () => {
    expect(apiInput.safeParse(request({ ...good, code: 'CURIOSITY' })).success).toBe(false);
  });

  it('the API refuses a field that it does not know', () => {
    expect(apiInput.safeParse(request({ ...good, stated: true })).success).toBe(false);
  });
});
