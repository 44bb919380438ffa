import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalise, NotCanonical } from '../../audit/canonical.ts';
import { strictJson } from '../../audit/verify/strict-json.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

describe('the canonical text of what is recorded (RFC 8785)', () => {
  it('is the published text of the published example', () => {
    const example = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalise(example)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('orders members by UTF-16 code units, numbers among names too', () => {
    const example = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb33': 3,
      '1': 4,
      '\ud83d\ude00': 5,
      '\u0080': 6,
      '\u00f6': 7,
      '10': 8,
      '9': 9,
    };
    expect(Object.keys(JSON.parse(canonicalise(example)) as object)).toHaveLength(9);
    expect(canonicalise(example)).toBe(
      '{"\\r":2,"1":4,"10":8,"9":9,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    );
  });

  it('refuses what has no canonical text', () => {
    for (const value of ['\ud800', { '\udc00': 1 }, Number.NaN, Number.POSITIVE_INFINITY, undefined, [undefined], 1n]) {
      expect(() => canonicalise(value)).toThrow(NotCanonical);
    }
  });

  it('keeps every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalise(JSON.parse(JSON.stringify(value)));
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalise(JSON.parse(text))).toBe(text);
      }),
    );
  });
});

describe('strict JSON', () => {
  it.each([
    ['a doubled key', '{"a":1,"a":1}'],
    ['white space', '{"a": 1}'],
    ['a needless escape', '{"a":"\\u0041"}'],
    ['an escape in capitals', '{"a":"\\u001F"}'],
    ['another spelling of a number', '{"a":1.0}'],
    ['minus zero', '{"a":-0}'],
    ['a number too large', '{"a":1e999}'],
    ['a lone surrogate', '{"a":"\\ud800"}'],
    ['a lone surrogate in a key', '{"\\udfff":1}'],
    ['a doubled __proto__', '{"__proto__":1,"__proto__":2}'],
    ['something behind the end', '{"a":1}x'],
    ['a byte order mark', '\ufeff{"a":1}'],
  ])('refuses %s', (_what, text) => {
    expect(strictJson(bytes(text))).toBeNull();
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(strictJson(Buffer.from([0x22, 0xff, 0x22]))).toBeNull();
  });

  it('reads what is right, a written backslash-u too', () => {
    for (const text of ['{"a":"\\u001f","b":[1,2.5,null,true],"č":"Ћ😀"}', '{"a":"\\\\ud800"}', '{"__proto__":1}']) {
      expect(strictJson(bytes(text))?.text).toBe(text);
    }
  });
});
