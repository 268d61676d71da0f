import type { Brand } from './brand.ts';
import { count, groupBy, NBSP, removeSeparators } from './french.ts';
import { passesLuhn } from './luhn.ts';
import { ok, type Result, refuse } from './result.ts';

/** The 9 digits by which Insee knows a legal unit (code de commerce, art. R123-221), as text without spaces. */
export type Siren = Brand<string, 'Siren'>;

/** Tolerates spaces of all kinds, dots and hyphens. The last digit is a Luhn key. */
export function parseSiren(input: string): Result<Siren> {
  const digits = removeSeparators(input);
  if (digits === '') return refuse(`Indiquez le numéro SIREN, par exemple ${EXAMPLE}.`);
  if (!/^\d+$/.test(digits)) return refuse(`Le numéro SIREN ne contient que des chiffres, par exemple ${EXAMPLE}.`);
  if (digits.length === 14)
    return refuse(
      `Ce numéro de ${count(14, 'chiffre')} est un SIRET${NBSP}: le numéro SIREN est formé de ses 9 premiers chiffres, par exemple ${EXAMPLE}.`,
    );
  if (digits.length !== 9)
    return refuse(
      `Le numéro SIREN a ${count(9, 'chiffre')}, vous en avez saisi ${digits.length}. Exemple${NBSP}: ${EXAMPLE}.`,
    );
  if (!isSirenKeyValid(digits))
    return refuse(
      `Ce numéro SIREN n’existe pas${NBSP}: sa clé de contrôle est fausse. Vérifiez chaque chiffre, par exemple sur l’avis de situation Insee. Exemple${NBSP}: ${EXAMPLE}.`,
    );
  return ok(digits as Siren);
}

/** « 130 025 265 », with non-breaking spaces. */
export function formatSiren(siren: Siren): string {
  return groupBy(siren, [3]);
}

/** Nine zeros pass Luhn and are nobody's number. */
export function isSirenKeyValid(nineDigits: string): boolean {
  return passesLuhn(nineDigits) && !/^0+$/.test(nineDigits);
}

const EXAMPLE = groupBy('130025265', [3]);
