import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centimesOf } from './centimes.ts';

test.each([
  [0, 0],
  [-0, 0],
  [2.35, 235],
  [0.1 + 0.2, 30],
  [1.005, 101],
  [2.675, 268],
  [-1.005, -101],
  [0.0049999, 0],
  [0.005, 1],
  [1e-12, 0],
  [9_999_999_999.99, 999_999_999_999],
])('%d € is %d cents', (amount, cents) => {
  expect(centimesOf(amount)).toBe(cents);
});

test('every price up to 1 000 € is its own cents, and so are its products and sums', () => {
  for (let cents = 0; cents <= 100_000; cents++) {
    if (centimesOf(cents / 100) !== cents) throw new Error(`${cents} cents are read as ${centimesOf(cents / 100)}`);
  }
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2_000 }),
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 0, max: 2_000 }),
      (prix, repas, autre) => {
        expect(centimesOf((prix / 100) * repas + autre / 100)).toBe(prix * repas + autre);
      },
    ),
  );
});

test('a rate is rounded once, half a cent up, as integers say', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5_000 }),
      fc.integer({ min: 1, max: 500 }),
      (quotient, centiemesDePourcent) => {
        // quotient × (n / 10 000) euros, that is quotient × n / 100 cents
        const exact = (BigInt(quotient) * BigInt(centiemesDePourcent) * 2n + 100n) / 200n;
        expect(centimesOf(quotient * (centiemesDePourcent / 10_000))).toBe(Number(exact));
      },
    ),
    { numRuns: 2_000 },
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e10])('%d is no amount', (amount) => {
  expect(() => centimesOf(amount)).toThrow(RangeError);
});
