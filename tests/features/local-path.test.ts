import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localPath } from '../../src/gate/local-path.ts';

const portal = 'https://portal.example';

describe('where a person goes on after stating a purpose', () => {
  it.each(['/', '/actions', '/actions?panel=J7-P3&due=30', '/conferences/7#J7-P3', '/actions?q=%D0%BC%D0%B5'])(
    'a page of the portal is kept: %s',
    (path) => expect(localPath(path)).toBe(path),
  );

  it.each([
    ['an address elsewhere', 'https://evil.example/'],
    ['an address without a scheme', '//evil.example/'],
    ['a backslash, which browsers read as a slash', '/\\evil.example/'],
    ['a backslash further on', '/a\\evil.example'],
    ['a tab, which browsers drop', '/\t/evil.example'],
    ['a line feed, which browsers drop', '/\n/evil.example'],
    ['a script', 'javascript:alert(1)'],
    ['a relative path', 'actions'],
    ['nothing', ''],
    ['no text at all', undefined],
    ['several values', ['/actions', '/profile']],
    ['more than an address holds', `/${'a'.repeat(3000)}`],
  ])('%s leads home', (_what, wish) => expect(localPath(wish)).toBe('/'));

  it('the way back from the purpose page itself leads to where that one leads', () => {
    expect(localPath('/purpose?returnTo=%2Factions')).toBe('/actions');
    expect(localPath('/purpose?returnTo=%2Fpurpose%3FreturnTo%3D%252Fprofile')).toBe('/profile');
    expect(localPath('/purpose?returnTo=%2F%2Fevil.example')).toBe('/');
    expect(localPath('/purpose')).toBe('/');
  });

  it.each(['/logout', '/sign-in?signedOut=1'])('signing in or out is no place to go on to: %s', (path) => {
    expect(localPath(path)).toBe('/');
  });

  it('whatever is asked for, a browser stays on the portal', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '//',
      '.',
      '..',
      '\t',
      '\n',
      ' ',
      'evil.example',
      '@',
      ':',
      '?',
      '#',
      '%2f',
      '%5c',
      'purpose',
      'returnTo=',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 8 }).map((parts) => `/${parts.join('')}`),
        ),
        (wish) => {
          expect(new URL(localPath(wish), portal).origin).toBe(portal);
        },
      ),
    );
  });
});
