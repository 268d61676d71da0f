import { expect, test } from 'vitest';
import { shortMontant, shortNumber } from './short-number.ts';

test.each([
  [0, '0'],
  [850, '850'],
  [12_000, '12\u00a0k'],
  [3_440_000, '3,44\u00a0M'],
  [0.25, '0,25'],
])('%d is written %s', (value, text) => {
  expect(shortNumber(value)).toBe(text);
});

test.each([
  [0, '0\u00a0€'],
  [85_000, '850\u00a0€'],
  [34_000_000, '340\u00a0k€'],
  [1_200_000_000, '12\u00a0M€'],
  [120_000_000_000, '1,2\u00a0Md€'],
])('%d cents are written %s', (cents, text) => {
  expect(shortMontant(cents)).toBe(text);
});
