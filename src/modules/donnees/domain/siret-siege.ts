import type { Siren } from '../../../values/siren.ts';

/**
 * The SIRET of the first establishment of a unit: order number 0001 and its Luhn key. It is the town hall or the seat
 * of nearly every local authority; where it is not, the organisation's own SIRET must be given.
 */
export function firstSiretOf(siren: Siren | string): string {
  const stem = `${siren}0001`;
  const sum = [...stem]
    .map(Number)
    .reverse()
    .reduce(
      (total, digit, index) => total + (index % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit),
      0,
    );
  return `${stem}${(10 - (sum % 10)) % 10}`;
}
