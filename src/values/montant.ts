import type { Brand } from './brand.ts';
import { divide, type Ratio, type Rounding, ratio } from './ratio.ts';

/**
 * An amount of money in euros, held as an integer number of **cents**. Negative amounts exist (a repayment, a
 * difference). Bounded by the safe integers, about ± 90 071 billion euros: beyond, operations throw.
 */
export type Montant = Brand<number, 'Montant'>;

/** @throws RangeError when `cents` is not a safe integer */
export function centimes(cents: number): Montant {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`Montant: ${cents} is not a safe integer number of cents`);
  return (cents === 0 ? 0 : cents) as Montant; // no -0
}

/** Whole euros: `euros(1_234)`. @throws RangeError when not a whole number */
export function euros(wholeEuros: number): Montant {
  if (!Number.isSafeInteger(wholeEuros)) throw new RangeError(`Montant: ${wholeEuros} is not a whole number of euros`);
  return centimes(wholeEuros * 100);
}

export const ZERO: Montant = centimes(0);

export function addMontants(a: Montant, b: Montant): Montant {
  return centimes(a + b);
}

export function subtractMontants(a: Montant, b: Montant): Montant {
  return centimes(a - b);
}

/** The sum of none is zero. */
export function sumMontants(montants: Iterable<Montant>): Montant {
  let total = ZERO;
  for (const montant of montants) total = addMontants(total, montant);
  return total;
}

/** Exact, then rounded once, as said: `multiplyMontant(euros(80_000), percent(75), 'nearest')`. */
export function multiplyMontant(montant: Montant, by: Ratio, rounding: Rounding): Montant {
  const cents = divide(BigInt(montant) * BigInt(by.numerator), BigInt(by.denominator), rounding);
  return centimes(Number(cents));
}

/** What part `part` is of `whole`, exactly. @throws RangeError when `whole` is zero */
export function partOf(part: Montant, whole: Montant): Ratio {
  return ratio(part, whole);
}

/** Below zero when `a` is the smaller: fit for `Array.prototype.sort`. */
export function compareMontants(a: Montant, b: Montant): number {
  return Math.sign(a - b);
}

export function minMontant(a: Montant, b: Montant): Montant {
  return a <= b ? a : b;
}

export function maxMontant(a: Montant, b: Montant): Montant {
  return a >= b ? a : b;
}

/**
 * « 1 234,56 € »: narrow non-breaking spaces between thousands, a non-breaking space before the sign, as `Intl` does.
 * @param cents `always` by default; `if-any` writes « 60 000 € » for a whole number of euros
 */
export function formatMontant(montant: Montant, cents: 'always' | 'if-any' = 'always'): string {
  const format = cents === 'if-any' && montant % 100 === 0 ? WITHOUT_CENTS : WITH_CENTS;
  // As text, so that Intl reads an exact decimal and not a floating-point number.
  return format.format(toDecimal(montant) as `${number}`);
}

/** « 45 000 € », « 0,07 € »: in a sentence, where cents are said only when there are some. */
export const inEuros = (montant: Montant): string => formatMontant(montant, 'if-any');

/** `1234.56`, for machines (CSV, SCDL): a point, always two decimals, no spaces. */
export function toDecimal(montant: Montant): string {
  const digits = String(Math.abs(montant)).padStart(3, '0');
  return `${montant < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const WITH_CENTS = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });
const WITHOUT_CENTS = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });
