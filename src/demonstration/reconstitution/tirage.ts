import { mulberry32 } from '../../values/seeded-random.ts';

/** Draws that are the same at every start: what is fictitious is at least the same for everybody. */
export type Tirage = {
  /** From 0 included to 1 excluded. */
  next(): number;
  /** From `min` to `max`, both included. */
  entier(min: number, max: number): number;
  melanger<T>(list: readonly T[]): T[];
};

export function tirageDe(graine: number): Tirage {
  const next = mulberry32(graine);
  const entier = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    entier,
    melanger(list) {
      const drawn = [...list];
      for (const [index] of drawn.entries()) {
        const other = entier(index, drawn.length - 1);
        const [a, b] = [drawn[index], drawn[other]];
        if (a !== undefined && b !== undefined) [drawn[index], drawn[other]] = [b, a];
      }
      return drawn;
    },
  };
}

/**
 * Whole numbers that differ and whose sum is exact.
 * @param part how much each may be away from the mean: 0.6 draws between 40 % and 160 % of it
 */
export function repartir(tirage: Tirage, total: number, parts: number, part: number): number[] {
  const weights = Array.from({ length: parts }, () => 1 + part * (2 * tirage.next() - 1));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const shares = weights.map((weight) => Math.floor((total * weight) / sum));
  const given = shares.reduce((all, share) => all + share, 0);
  return shares.map((share, index) => (index < total - given ? share + 1 : share));
}
