/** When one victim dies. */
export type Kill = {
  /** Counted from the spawn of the process, or from its first request. */
  readonly during: 'start' | 'deposits';
  readonly afterMs: number;
  /** The database dies at the same moment. */
  readonly withPostgres: boolean;
};

/** One seed, one plan: a failure is played again with `CRASH_SEED=<seed>`. */
export function planKills(seed: number, count: number): readonly Kill[] {
  const next = mulberry32(seed);
  return Array.from({ length: count }, (_, i) => {
    const during = i % 10 === 3 || i % 10 === 6 || i % 10 === 9 ? 'start' : 'deposits';
    return {
      during,
      afterMs: Math.floor(next() * (during === 'start' ? START_MS : DEPOSITS_MS)),
      withPostgres: i % 20 === 7 || i === 48,
    };
  });
}

/** A start takes about as long. */
const START_MS = 500;
/** A deposit takes a few milliseconds: every moment of it is met, by several connections at once. */
const DEPOSITS_MS = 200;

/** A small generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
