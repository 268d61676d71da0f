/** The values of a class run from `min` to `max`, both included and both met; `size` of them. */
export type QuantileClass = { readonly min: number; readonly max: number; readonly size: number };

/**
 * Classes of the same size, in ascending order: at most `count`, fewer when equal values, which are never parted, leave
 * no more. So that a map tells as many places apart whatever the spread of its values.
 */
export function quantileClasses(values: readonly number[], count: number): readonly QuantileClass[] {
  const sorted = values.toSorted((a, b) => a - b);
  const starts = new Set(Array.from({ length: count }, (_, k) => sorted[Math.floor((sorted.length * k) / count)]));
  const classes: { min: number; max: number; size: number }[] = [];
  for (const value of sorted) {
    const current = classes.at(-1);
    if (current && (value === current.max || !starts.has(value))) {
      current.max = value;
      current.size += 1;
    } else {
      classes.push({ min: value, max: value, size: 1 });
    }
  }
  return classes;
}

/**
 * The tint of theme-css.ts for the class `index` of `count`: from 1, the palest, to 5, the darkest in light mode, as far
 * from each other as can be.
 */
export function tintOf(index: number, count: number): number {
  return count === 1 ? 3 : 1 + Math.round((index * (TINTS - 1)) / (count - 1));
}

export const TINTS = 5;
