import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantileClasses, TINTS, tintOf } from './quantiles.ts';

const someValues = fc.array(fc.oneof(fc.nat(20), fc.double({ min: 0, max: 1e9, noNaN: true })), { maxLength: 200 });
const someCount = fc.integer({ min: 1, max: 7 });

test('cuts distinct values in classes of the same size', () => {
  const classes = quantileClasses([5, 1, 4, 2, 3, 10, 9, 8, 7, 6], 5);
  expect(classes).toEqual([1, 3, 5, 7, 9].map((min) => ({ min, max: min + 1, size: 2 })));
});

test('nothing makes no class, equal values make one', () => {
  expect(quantileClasses([], 5)).toEqual([]);
  expect(quantileClasses([0, 0, 0], 5)).toEqual([{ min: 0, max: 0, size: 3 }]);
  expect(quantileClasses([0, 0, 0, 0, 0, 0, 3, 8], 5)).toEqual([
    { min: 0, max: 0, size: 6 },
    { min: 3, max: 8, size: 2 },
  ]);
});

test('each value is in one class and only one, and none is empty', () => {
  fc.assert(
    fc.property(someValues, someCount, (values, count) => {
      const classes = quantileClasses(values, count);
      expect(classes.length).toBeLessThanOrEqual(count);
      for (const { min, max, size } of classes) {
        expect(values.filter((value) => min <= value && value <= max).length).toBe(size);
        expect(values).toEqual(expect.arrayContaining([min, max]));
      }
      expect(classes.reduce((sum, { size }) => sum + size, 0)).toBe(values.length);
    }),
  );
});

test('classes go up without overlapping', () => {
  fc.assert(
    fc.property(someValues, someCount, (values, count) => {
      const bounds = quantileClasses(values, count).flatMap(({ min, max }) => [min, max]);
      expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
      const starts = quantileClasses(values, count).map(({ min }) => min);
      expect(new Set(starts).size).toBe(starts.length);
    }),
  );
});

test('classes of distinct values differ by one at most', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 150 }), someCount, (values, count) => {
      const classes = quantileClasses(values, count);
      const sizes = classes.map(({ size }) => size);
      expect(classes.length).toBe(Math.min(count, values.length));
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test('the order of the values does not matter', () => {
  fc.assert(
    fc.property(someValues, someCount, (values, count) => {
      expect(quantileClasses(values.toReversed(), count)).toEqual(quantileClasses(values, count));
    }),
  );
});

test('few classes take tints far from each other', () => {
  const tints = [1, 2, 3, 4, 5].map((count) => Array.from({ length: count }, (_, index) => tintOf(index, count)));
  expect(tints).toEqual([[3], [1, 5], [1, 3, 5], [1, 2, 4, 5], [1, 2, 3, 4, TINTS]]);
});
