import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repartir, tirageDe } from './tirage.ts';

describe('a draw', () => {
  it('is the same twice', () => {
    const list = Array.from({ length: 50 }, (_, index) => index);
    expect(tirageDe(7).melanger(list)).toEqual(tirageDe(7).melanger(list));
    expect(tirageDe(7).melanger(list)).not.toEqual(tirageDe(8).melanger(list));
    expect(
      tirageDe(7)
        .melanger(list)
        .toSorted((a, b) => a - b),
    ).toEqual(list);
  });

  it('shares out a total to the last unit', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.integer({ min: 1, max: 3000 }),
        (graine, total, parts) => {
          const shares = repartir(tirageDe(graine), total, parts, 0.6);
          expect(shares).toHaveLength(parts);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
          expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
