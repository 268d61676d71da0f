import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareRatios, decimal, divide, formatPercent, percent, ratio } from './ratio.ts';

describe('ratio', () => {
  test.each([
    [3, 4, 3, 4],
    [75, 100, 3, 4],
    [-2, -4, 1, 2],
    [2, -4, -1, 2],
    [0, -7, 0, 1],
  ])('%i/%i is kept as %i/%i', (n, d, numerator, denominator) => {
    expect(ratio(n, d)).toEqual({ numerator, denominator });
  });

  test.each([
    [1, 0],
    [0.5, 1],
    [1, Number.NaN],
    [2 ** 53, 1],
  ])('%d/%d is refused', (n, d) => expect(() => ratio(n, d)).toThrow(RangeError));
});

describe('decimals as text', () => {
  test('are exact where floating point is not', () => {
    expect(percent('0.0619')).toEqual(ratio(619, 1_000_000));
    expect(decimal('-0.36')).toEqual(ratio(-9, 25));
    expect(percent(75)).toEqual(ratio(3, 4));
  });

  test.each(['', '1,5', '1.', '.5', '1e3', 'abc'])('%j is no decimal', (text) => {
    expect(() => decimal(text)).toThrow(RangeError);
  });
});

describe('divide', () => {
  test.each([
    [5n, 2n, 'nearest', 3n],
    [-5n, 2n, 'nearest', -3n],
    [4n, 3n, 'nearest', 1n],
    [5n, 3n, 'nearest', 2n],
    [5n, 2n, 'down', 2n],
    [-5n, 2n, 'down', -2n],
    [4n, 3n, 'up', 2n],
    [-4n, 3n, 'up', -2n],
    [6n, 3n, 'up', 2n],
  ] as const)('%d / %d, %s, is %d', (n, d, rounding, expected) => expect(divide(n, d, rounding)).toBe(expected));

  test('never strays by a unit, and each rounding keeps its side', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (n, d) => {
          const abs = (value: bigint) => (value < 0n ? -value : value);
          expect(2n * abs(divide(n, d, 'nearest') * d - n)).toBeLessThanOrEqual(d);
          expect(abs(divide(n, d, 'down') * d)).toBeLessThanOrEqual(abs(n));
          expect(abs(divide(n, d, 'up') * d)).toBeGreaterThanOrEqual(abs(n));
          expect(divide(-n, d, 'nearest')).toBe(-divide(n, d, 'nearest'));
        },
      ),
    );
  });
});

test('compareRatios agrees with the cross products', () => {
  expect([ratio(2, 3), ratio(-1, 2), ratio(1, 2)].sort(compareRatios)).toEqual([
    ratio(-1, 2),
    ratio(1, 2),
    ratio(2, 3),
  ]);
  expect(compareRatios(ratio(50, 100), ratio(1, 2))).toBe(0);
});

describe('formatPercent', () => {
  test.each([
    [ratio(3, 4), 1, '75\u00a0%'],
    [ratio(3, 8), 1, '37,5\u00a0%'],
    [ratio(2, 3), 2, '66,67\u00a0%'],
    [ratio(1, 8), 0, '13\u00a0%'],
    [ratio(57, 200), 0, '29\u00a0%'], // 0.285 is a little less in floating point, and would give 28
    [ratio(-1, 8), 0, '-13\u00a0%'],
    [ratio(12, 1), 0, '1\u202f200\u00a0%'],
  ])('%j with %i decimals', (value, decimals, text) => {
    // Intl writes the space before % as U+202F or U+00A0 according to its version: both keep the line together.
    expect(formatPercent(value, decimals).replace(/\u202f%$/, '\u00a0%')).toBe(text);
  });
});
