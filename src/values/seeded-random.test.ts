import { expect, test } from 'vitest';
import { mulberry32 } from './seeded-random.ts';

test('gives what the published generator gives', () => {
  const random = mulberry32(1);
  expect([random(), random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
});

test('is the same at every run, whatever integer it starts from, and two starts differ', () => {
  const first = (seed: number) => Array.from({ length: 20 }, mulberry32(seed));
  expect(first(20_211_008)).toEqual(first(20_211_008));
  expect(first(-1)).toEqual(first(2 ** 32 - 1));
  expect(first(8)).not.toEqual(first(9));
});

test('spreads from 0 to 1, the end excluded', () => {
  const random = mulberry32(3);
  const tenths = new Array(10).fill(0);
  for (let drawn = 0; drawn < 10_000; drawn += 1) tenths[Math.floor(random() * 10)] += 1;
  expect(tenths).toHaveLength(10);
  expect(Math.min(...tenths)).toBeGreaterThan(900);
  expect(Math.max(...tenths)).toBeLessThan(1100);
});
