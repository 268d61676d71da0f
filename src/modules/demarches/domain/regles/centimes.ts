import { centimes, type Montant } from '../../../../values/montant.ts';
import { divide } from '../../../../values/ratio.ts';

/**
 * The amount that a number of euros computed in floating point stands for. The rule, the only one: to the nearest cent,
 * half a cent going up (away from zero). The number is first read back to 12 significant digits, which is more than any
 * tariff has and fewer than the errors of floating point touch: 1,005 € is 1,01 €, although the computer holds
 * 1.00499999999999989.
 *
 * @throws RangeError when it is no finite number, or beyond ten billion euros, where 12 digits no longer reach the cent
 */
export function centimesOf(nombreDEuros: number): Montant {
  if (!(Math.abs(nombreDEuros) < MAX)) throw new RangeError(`${nombreDEuros} is not an amount in euros`);
  const [mantisse = '', exposant = '0'] = nombreDEuros.toExponential(SIGNIFICATIVE_DIGITS - 1).split('e');
  const digits = BigInt(mantisse.replace('.', ''));
  const scale = Number(exposant) - (SIGNIFICATIVE_DIGITS - 1) + 2;
  const cents = scale >= 0 ? digits * 10n ** BigInt(scale) : divide(digits, 10n ** BigInt(-scale), 'nearest');
  return centimes(Number(cents));
}

const SIGNIFICATIVE_DIGITS = 12;
const MAX = 10_000_000_000;
