import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import { arrayAttributes, conditionToSql } from '../../db/where.ts';
import { resourceAttributes, setAttributes } from '../../policies/attributes.ts';
import type { Condition } from '../../policies/condition.ts';

const columns = {
  panel: sql.raw('panel'),
  classification: sql.raw('classification'),
  except: sql.raw('except_tokens'),
};
const written = (condition: Condition) => new PgDialect().sqlToQuery(conditionToSql(condition, columns));

describe('a condition as SQL', () => {
  it('never writes a value into the text', () => {
    const evil = "x'; drop table follow_up_action; --";
    const { sql: text, params } = written({
      op: 'and',
      of: [
        { op: 'eq', attribute: 'panel', value: evil },
        { op: 'in', attribute: 'panel', values: [evil] },
        { op: 'overlaps', attribute: 'except', values: [evil] },
      ],
    });
    expect(text).not.toContain('drop');
    expect(params).toEqual([evil, [evil], [evil]]);
  });

  it('keeps an equality bare, so that an index serves it', () => {
    expect(written({ op: 'eq', attribute: 'panel', value: 'J7-P3' })).toMatchObject({
      sql: '(panel = $1)',
      params: ['J7-P3'],
    });
  });

  it('compares an ordered list by rank, not by alphabet', () => {
    const { sql: text } = written({
      op: 'lt',
      attribute: 'classification',
      value: 'RESTRICTED',
      ranks: ['PUBLIC', 'OFFICIAL', 'RESTRICTED'],
    });
    expect(text).toBe('(array_position($1::text[], classification) < 3)');
  });

  it.each([
    ['a value that no list knows', { op: 'eq', attribute: 'classification', value: 'SECRET', ranks: ['PUBLIC'] }],
    ['a missing reference', { op: 'eq', attribute: 'panel', value: null }],
    ['a missing set', { op: 'disjoint', attribute: 'except', values: null }],
  ] as [string, Condition][])('%s is unknown', (_, condition) => {
    expect(written(condition).sql).toBe('null::boolean');
  });

  it('throws on an attribute without a column instead of leaving it out', () => {
    expect(() => written({ op: 'eq', attribute: 'state', value: 'OPEN' })).toThrow(/no column for the attribute state/);
    expect(() => written({ op: 'eq', attribute: 'constructor', value: 'x' })).toThrow(
      /no column for the attribute constructor/,
    );
    expect(() =>
      written({ op: 'not', of: { op: 'or', of: [{ op: 'exists', attribute: 'tlp', value: true }] } }),
    ).toThrow(/tlp/);
  });

  it('throws on an order that memory and database would see differently', () => {
    expect(() => written({ op: 'lt', attribute: 'panel', value: 'J7-P3' })).toThrow(/panel has no order/);
  });

  it('knows the same sets as the catalogue of attributes', () => {
    const sets = Object.keys(resourceAttributes).filter((name) => setAttributes.has(name));
    expect([...arrayAttributes].sort()).toEqual(sets.sort());
  });
});
