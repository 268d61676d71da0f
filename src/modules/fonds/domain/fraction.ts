/**
 * An exact fraction without bounds, reduced, denominator above zero. Rankings add the notes of many reviewers: the
 * denominators of `values/ratio.ts`, bounded by safe integers, would not hold them.
 */
export type Fraction = { readonly n: bigint; readonly d: bigint };

/** @throws RangeError when the denominator is zero */
export function fraction(n: bigint | number, d: bigint | number = 1n): Fraction {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  if (bottom === 0n) throw new RangeError(`fraction: ${n}/0`);
  const divisor = gcd(top < 0n ? -top : top, bottom < 0n ? -bottom : bottom) * (bottom < 0n ? -1n : 1n);
  return { n: top / divisor, d: bottom / divisor };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d - b.n * a.d, a.d * b.d);
}

/** @throws RangeError of none */
export function mean(all: readonly Fraction[]): Fraction {
  const { n, d } = all.reduce(plus, fraction(0));
  return fraction(n, d * BigInt(all.length));
}

/** Below zero when `a` is the smaller. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const [left, right] = [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** « 17/4 »: the form that a snapshot keeps. */
export function writeFraction({ n, d }: Fraction): string {
  return `${n}/${d}`;
}

/** @throws RangeError on anything that `writeFraction` did not write */
export function readFraction(text: string): Fraction {
  const [, n, d] = /^(-?\d+)\/(\d+)$/.exec(text) ?? [];
  if (n === undefined || d === undefined) throw new RangeError(`readFraction: ${text}`);
  return fraction(BigInt(n), BigInt(d));
}

/** « 4,25 »: two decimals, the half going away from zero. To show, never to compare. */
export function showFraction({ n, d }: Fraction): string {
  const [top, sign] = n < 0n ? [-n, '−'] : [n, ''];
  const hundredths = String((top * 200n + d) / (2n * d)).padStart(3, '0');
  return `${sign}${hundredths.slice(0, -2)},${hundredths.slice(-2)}`;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a || 1n : gcd(b, a % b);
}
