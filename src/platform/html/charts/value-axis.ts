/** `top` is what the full height is worth, never 0. */
export type ValueAxis = { readonly top: number; readonly ticks: readonly number[] };

/**
 * From 0 to `max` or a little more, by round steps: 1, 2, 2.5 or 5 times a power of ten.
 * @param whole the values are whole numbers: no tick falls between two of them
 */
export function valueAxis(max: number, whole: boolean): ValueAxis {
  if (max < Number.EPSILON) return { top: 1, ticks: [0] };
  const step = roundStep(max / INTERVALS, whole);
  const intervals = Math.ceil(max / step);
  return { top: intervals * step, ticks: Array.from({ length: intervals + 1 }, (_, index) => index * step) };
}

/** As many lines as the eye follows without counting. */
const INTERVALS = 4;

function roundStep(least: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const steps = [1, 2, 2.5, 5, 10].map((factor) => factor * power);
  const step = steps.find((one) => one >= least && (!whole || Number.isInteger(one)));
  return step ?? 1;
}
