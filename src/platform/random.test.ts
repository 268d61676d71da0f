import { describe, expect, test } from 'vitest';
import { deterministicRandom, randomHex, systemRandom } from './random.ts';

describe('deterministicRandom', () => {
  test('replays the same bytes for the same seed, however they are drawn', () => {
    const once = deterministicRandom('graine').bytes(70);
    const drawn = deterministicRandom('graine');
    const parts = [...drawn.bytes(1), ...drawn.bytes(33), ...drawn.bytes(36)];
    expect(parts).toEqual([...once]);
    expect(new Set(once).size).toBeGreaterThan(30);
  });

  test('gives other bytes for another seed', () => {
    expect(randomHex(deterministicRandom('a'), 16)).not.toBe(randomHex(deterministicRandom('b'), 16));
  });
});

test('systemRandom never repeats itself', () => {
  const draws = Array.from({ length: 100 }, () => randomHex(systemRandom, 16));
  expect(new Set(draws).size).toBe(100);
  expect(draws.every((hex) => /^[0-9a-f]{32}$/.test(hex))).toBe(true);
});
