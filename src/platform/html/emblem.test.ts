import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tileOf } from './emblem.ts';
import { emblemSvg } from './emblem-svg.ts';
import { DEFAULT_THEME } from './theme.ts';

test('depends on the name alone, not on how it is typed', () => {
  expect(tileOf('Saint-Éloi')).toEqual(tileOf('SAINT ELOI'));
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(tileOf(name)).toEqual(tileOf(name));
    }),
  );
});

test('gives neighbours different tiles', () => {
  const names = Array.from({ length: 500 }, (_, index) => `Commune ${index}`);
  const tiles = new Set(names.map((name) => JSON.stringify(tileOf(name))));
  // 4 corners × 5 flowers × 3 hearts × 2 ways to colour.
  expect(tiles.size).toBeGreaterThan(100);
});

test('stays inside its quarter', () => {
  const { layers } = tileOf('Poitiers');
  const numbers = layers.flatMap(({ path }) => path.match(/\d+(\.\d+)?/g) ?? []).map(Number);
  expect(Math.max(...numbers)).toBeLessThanOrEqual(24);
});

test('is drawn as a file with the colours of the theme, and nothing of the name', () => {
  const svg = emblemSvg('<script>Poitiers', DEFAULT_THEME);
  expect(svg).toContain(`fill="${DEFAULT_THEME.brand}"`);
  expect(svg.match(/<path/g)).toHaveLength(1 + 4 * 3);
  expect(svg).not.toContain('script');
});
