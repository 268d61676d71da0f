import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueAxis } from './value-axis.ts';

test.each([
  [88_000_000, true, [0, 25_000_000, 50_000_000, 75_000_000, 100_000_000]],
  [0.9, false, [0, 0.25, 0.5, 0.75, 1]],
  [3, true, [0, 1, 2, 3]],
  [1, true, [0, 1]],
  [0, true, [0]],
])('up to %d', (max, whole, ticks) => {
  expect(valueAxis(max, whole).ticks).toEqual(ticks);
});

test('goes above every value, by a few whole steps, from zero', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (max) => {
      const { top, ticks } = valueAxis(max, true);
      expect(top).toBeGreaterThanOrEqual(max);
      expect(ticks.every(Number.isInteger)).toBe(true);
      expect([ticks[0], ticks.at(-1)]).toEqual([0, top]);
      expect(ticks.length).toBeLessThanOrEqual(5);
    }),
  );
});

test('never has a top of zero, nor a hole', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e15, noNaN: true }), (max) => {
      const { top, ticks } = valueAxis(max, false);
      expect(top).toBeGreaterThan(0);
      expect([top, ...ticks].every(Number.isFinite)).toBe(true);
    }),
  );
});
