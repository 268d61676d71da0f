import { orThrow } from '../../../values/result.ts';
import type { Siren } from '../../../values/siren.ts';
import { parseSiret, type Siret } from '../../../values/siret.ts';

/** Which SIRET to name as the one that will use the data. */
export type Recipient = (organisation: { readonly siren: string }) => Siret;

/**
 * The SIRET of the first establishment of a unit: order number 0001 and its Luhn key. It is the town hall or the seat
 * of nearly every local authority; where it is not, the habilitation says the right one.
 */
export function firstSiretOf(siren: Siren | string): Siret {
  const stem = `${siren}0001`;
  const sum = [...stem]
    .map(Number)
    .reverse()
    .reduce(
      (total, digit, index) => total + (index % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit),
      0,
    );
  return orThrow(parseSiret(`${stem}${(10 - (sum % 10)) % 10}`));
}
