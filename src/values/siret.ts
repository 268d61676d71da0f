import type { Brand } from './brand.ts';
import { count, groupBy, NBSP, removeSeparators } from './french.ts';
import { passesLuhn } from './luhn.ts';
import { ok, type Result, refuse } from './result.ts';
import { isSirenKeyValid, type Siren } from './siren.ts';

/** The 14 digits by which Insee knows an establishment: its SIREN and 5 digits of NIC, as text without spaces. */
export type Siret = Brand<string, 'Siret'>;

/**
 * Tolerates spaces of all kinds, dots and hyphens. The 14 digits pass Luhn and so do the 9 first, except for the
 * establishments of La Poste: too numerous for the Luhn keys of one SIREN, their 14 digits only have to add up to a
 * multiple of 5. Its head office, 356 000 000 00048, passes Luhn and not the sum of 5: both are accepted.
 */
export function parseSiret(input: string): Result<Siret> {
  const digits = removeSeparators(input);
  if (digits === '') return refuse(`Indiquez le numéro SIRET, par exemple ${EXAMPLE}.`);
  if (!/^\d+$/.test(digits)) return refuse(`Le numéro SIRET ne contient que des chiffres, par exemple ${EXAMPLE}.`);
  if (digits.length === 9)
    return refuse(
      `Ce numéro de ${count(9, 'chiffre')} est un SIREN${NBSP}: ajoutez les 5 chiffres de l’établissement pour former le numéro SIRET, par exemple ${EXAMPLE}.`,
    );
  if (digits.length !== 14)
    return refuse(
      `Le numéro SIRET a ${count(14, 'chiffre')}, vous en avez saisi ${digits.length}. Exemple${NBSP}: ${EXAMPLE}.`,
    );
  if (!isSiretKeyValid(digits))
    return refuse(
      `Ce numéro SIRET n’existe pas${NBSP}: sa clé de contrôle est fausse. Vérifiez chaque chiffre, par exemple sur l’avis de situation Insee. Exemple${NBSP}: ${EXAMPLE}.`,
    );
  return ok(digits as Siret);
}

/** The legal unit that the establishment belongs to. */
export function sirenOf(siret: Siret): Siren {
  // A SIRET is only made by parseSiret, which has checked the key of its 9 first digits.
  return siret.slice(0, 9) as string as Siren;
}

/** « 130 025 265 00013 », with non-breaking spaces. */
export function formatSiret(siret: Siret): string {
  return groupBy(siret, [3, 3, 3, 5]);
}

function isSiretKeyValid(digits: string): boolean {
  if (!isSirenKeyValid(digits.slice(0, 9))) return false;
  if (passesLuhn(digits)) return true;
  return digits.startsWith(LA_POSTE) && sumOfDigits(digits) % 5 === 0;
}

function sumOfDigits(digits: string): number {
  return [...digits].reduce((sum, digit) => sum + Number(digit), 0);
}

const LA_POSTE = '356000000';
const EXAMPLE = groupBy('13002526500013', [3, 3, 3, 5]);
