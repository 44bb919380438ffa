import { describe, expect, it } from 'vitest';
import { StatementNames } from '../../db/statement-names.ts';

describe('statements that come again', () => {
  it('get a name the third time, and keep it', () => {
    const names = new StatementNames();
    const text = 'SELECT 1';
    expect([names.nameOf(text), names.nameOf(text)]).toEqual([undefined, undefined]);
    const name = names.nameOf(text);
    expect(name).toMatch(/^run_[\w-]{24}$/);
    expect(names.nameOf(text)).toBe(name);
  });

  it('never share a name', () => {
    const names = new StatementNames();
    const nameOf = (text: string) => [1, 2, 3].map(() => names.nameOf(text)).at(-1);
    const given = Array.from({ length: 100 }, (_, n) => nameOf(`SELECT ${n}`));
    expect(new Set(given).size).toBe(100);
  });

  it('are at most 200, however many texts a visitor causes, and the first keep theirs', () => {
    const names = new StatementNames();
    const nameOf = (text: string) => [1, 2, 3].map(() => names.nameOf(text)).at(-1);
    const given = Array.from({ length: 3000 }, (_, n) => nameOf(`SELECT ${n}`)).filter((name) => name !== undefined);
    expect(given.length).toBe(200);
    expect(names.nameOf('SELECT 0')).toBe(given[0]);
  });
});
