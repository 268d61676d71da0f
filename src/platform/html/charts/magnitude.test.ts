import { expect, test } from 'vitest';
import { magnitude, share } from './magnitude.ts';

test('refuses what no length can show', () => {
  expect([magnitude(0), magnitude(12.5)]).toEqual([0, 12.5]);
  for (const value of [-1, -0.01, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => magnitude(value)).toThrow(RangeError);
});

test('a share stays between nothing and all', () => {
  expect([share(1, 3), share(3, 3), share(5, 3), share(-1, 3), share(0, 0)]).toEqual([
    '33.3%',
    '100%',
    '100%',
    '0%',
    '0%',
  ]);
});
