import { describe, expect, it } from 'vitest';
import { assets } from '../../src/ui/assets.ts';

const { paths, files } = assets();
const text = (path: string) => files.get(path)?.body.toString('utf8') ?? '';

describe('the static files', () => {
  it('all have a path that changes with their content', () => {
    for (const path of files.keys()) expect(path).toMatch(/^\/assets\/[\w-]{12}\/[\w.-]+$/);
    for (const path of Object.values(paths)) expect(files.has(path)).toBe(true);
  });

  it('name no other host and hold no data address, as the content policy wants it', () => {
    for (const [path, { type }] of files) {
      if (type.startsWith('text/'))
        expect(text(path)).not.toMatch(/https?:\/\/|url\(['"]?data:|innerHTML|insertAdjacentHTML|eval\(/);
    }
  });

  it('the style names only fonts and tokens that are served', () => {
    const style = text(paths.css);
    for (const [, path = ''] of style.matchAll(/url\(([^)]+)\)/g)) expect(files.has(path)).toBe(true);
    const defined = new Set([...style.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    for (const [, name] of style.matchAll(/var\((--[\w-]+)\)/g)) expect(defined).toContain(name);
  });

  it('every module that a module imports is served beside it', () => {
    for (const path of files.keys()) {
      if (!path.endsWith('.js')) continue;
      for (const [, name = ''] of text(path).matchAll(/from '\.\/([^']+)'/g))
        expect(files.has(path.replace(/[^/]+$/, name))).toBe(true);
    }
  });

  it('style and scripts stay small: at most 48 KB and 16 KB before compression', () => {
    const size = (end: string) =>
      [...files].filter(([path]) => path.endsWith(end)).reduce((sum, [, { body }]) => sum + body.length, 0);
    expect(size('.css')).toBeLessThan(48 * 1024);
    expect(size('.js')).toBeLessThan(16 * 1024);
  });
});
