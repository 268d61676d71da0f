import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, tryCanonicalJson } from './canonical-json.ts';

describe('the examples of RFC 8785', () => {
  test('§ 3.2.2: literals, numbers and strings', () => {
    const input: unknown = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    expect(canonicalJson(input)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test('§ 3.2.3: names sorted by UTF-16 code units, not by code points nor by locale', () => {
    const input: unknown = JSON.parse(String.raw`{
      "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
    }`);
    expect(Object.values(JSON.parse(canonicalJson(input)) as Record<string, string>).slice(1)).toEqual([
      'Carriage Return',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
    expect(canonicalJson(input)).toMatch(/^\{"\\r":"Carriage Return","1":"One",/);
  });

  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('appendix B: the double %s is written %s', (bits, expected) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(expected);
  });
});

describe('what JSON cannot hold is refused, with its place', () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  test.each([
    ['NaN', { a: [1, Number.NaN] }, '/a/1'],
    ['infinity', { a: Number.POSITIVE_INFINITY }, '/a'],
    ['undefined member', { a: undefined }, '/a'],
    ['hole', Object.assign([], { 0: 1, 2: 3 }), '/1'],
    ['lone surrogate', { a: 'x\ud800' }, '/a'],
    ['lone surrogate in a name', { a: { '\udfff': 1 } }, '/a'],
    ['bigint', { a: 1n }, '/a'],
    ['function', { a: () => 1 }, '/a'],
    ['symbol', { a: Symbol('s') }, '/a'],
    ['Date', { a: new Date(0) }, '/a'],
    ['Map', { a: new Map() }, '/a'],
    ['cycle', cycle, '/self'],
  ])('%s', (_, value, path) => {
    const written = tryCanonicalJson(value);
    expect(written.ok ? written.value : written.error).toContain(path);
    expect(written.ok).toBe(false);
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  test('a file nested half a million times does not exhaust the stack', () => {
    const nested: unknown = JSON.parse(`${'['.repeat(500_000)}${']'.repeat(500_000)}`);
    expect(tryCanonicalJson(nested).ok).toBe(false);
  });
});

describe('for any JSON value', () => {
  const json = fc.jsonValue({ maxDepth: 6 });

  test('the canonical text is JSON for the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('the order in which members were added does not matter', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (members) => {
        const reversed = Object.fromEntries(Object.entries(members).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(members));
      }),
    );
  });

  test('canonical text is a fixed point', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});
