/** One measure, as `scripts/bench.js` prints it. */
export type Line = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What the value must not pass. */
  readonly limit?: number;
  /** What the value must reach. */
  readonly goal?: number;
};

export type Report = (line: Line) => void;

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** @param share 0.95 for the p95 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
