/**
 * What a length or a height can show: zero or more. A negative amount, or none at all, would draw a chart that lies, and
 * the caller is the one who knows what to do with it.
 * @throws RangeError
 */
export function magnitude(value: number): number {
  if (!Number.isFinite(value) || value < 0) throw new RangeError(`chart: ${value} is not a magnitude`);
  return value;
}

/** What part `value` is of `whole`, as an SVG length; all of it at most, nothing when `whole` is 0. */
export function share(value: number, whole: number): `${number}%` {
  return `${whole > 0 ? Math.round((Math.min(Math.max(value, 0), whole) / whole) * 1000) / 10 : 0}%`;
}
