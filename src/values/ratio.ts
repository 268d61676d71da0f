/** An exact fraction, always reduced, denominator above zero. Rates are never floating-point numbers here. */
export type Ratio = { readonly numerator: number; readonly denominator: number };

/**
 * What becomes of the part smaller than the unit. `nearest`: half goes away from zero, as people round by hand.
 * `down`: cut (« troncature »). `up`: away from zero. Always said by the caller, because the texts differ.
 */
export type Rounding = 'nearest' | 'down' | 'up';

/** @throws RangeError when a term is not a safe integer or the denominator is zero */
export function ratio(numerator: number, denominator: number): Ratio {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator === 0)
    throw new RangeError(`ratio: ${numerator}/${denominator} is not a fraction of two integers`);
  const sign = denominator < 0 ? -1 : 1;
  const divisor = gcd(Math.abs(numerator), Math.abs(denominator)) * sign;
  return { numerator: numerator / divisor || 0, denominator: denominator / divisor };
}

/** `percent(75)` is 3/4; `percent('0.0619')` is exactly 619/1000000. Decimals are passed as text. */
export function percent(value: number | string): Ratio {
  const { numerator, denominator } = decimal(String(value));
  return ratio(numerator, denominator * 100);
}

/** `decimal('0.36')` is exactly 9/25. @throws RangeError on anything else than digits with an optional sign and point */
export function decimal(text: string): Ratio {
  const [, integer, fraction = ''] = /^(-?\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (integer === undefined) throw new RangeError(`decimal: ${text} is not a decimal number`);
  return ratio(Number(integer + fraction), 10 ** fraction.length);
}

export function compareRatios(a: Ratio, b: Ratio): number {
  const left = BigInt(a.numerator) * BigInt(b.denominator);
  const right = BigInt(b.numerator) * BigInt(a.denominator);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** « 37,5 % », « 75 % ». @param decimals at most this many, 1 by default; the last is rounded to the nearest */
export function formatPercent(value: Ratio, decimals = 1): string {
  const scaled = divide(BigInt(value.numerator) * 10n ** BigInt(decimals + 2), BigInt(value.denominator), 'nearest');
  const format = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: decimals });
  // As text, so that Intl reads an exact decimal and not a floating-point number.
  return format.format(`${scaled}E-${decimals + 2}` as `${number}`);
}

/** Integer division with an explicit rounding; `denominator` above zero. */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n || rounding === 'down') return quotient;
  const magnitude = remainder < 0n ? -remainder : remainder;
  if (rounding === 'nearest' && 2n * magnitude < denominator) return quotient;
  return quotient + (numerator < 0n ? -1n : 1n);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a || 1 : gcd(b, a % b);
}
