import type { Brand } from './brand.ts';
import { type CodeDepartement, isCodeDepartement } from './code-departement.ts';
import { NBSP, quote, removeSeparators } from './french.ts';
import { ok, type Result, refuse } from './result.ts';

/**
 * The « code Insee » of a commune, of a former commune or of an arrondissement of Paris, Lyon or Marseille, in the code
 * officiel géographique (COG): 5 characters, the département and then 3 digits (2 overseas). It is not the postcode:
 * Poitiers is `86194` and its post goes to `86000`.
 */
export type CodeCommune = Brand<string, 'CodeCommune'>;

/**
 * Checks the form and the département, not that the commune exists today: codes of former communes stay in use for
 * places of birth. Those of Algeria before 1962 and of Corsica before 1976 (`20xxx`) are refused.
 */
export function parseCodeCommune(input: string): Result<CodeCommune> {
  const code = removeSeparators(input).toUpperCase();
  if (code === '') return refuse(`Indiquez le code Insee de la commune, par exemple ${EXAMPLE}.`);
  if (code.length !== 5)
    return refuse(
      `Le code Insee d’une commune a 5 caractères, vous en avez saisi ${code.length}. Exemple${NBSP}: ${EXAMPLE}.`,
    );
  if (code.startsWith('99'))
    return refuse(
      `Ce code qui commence par 99 désigne un pays étranger. Indiquez le code Insee d’une commune française, par exemple ${EXAMPLE}.`,
    );
  if (/^20\d{3}$/.test(code))
    return refuse(
      `En Corse, le code Insee d’une commune commence par 2A ou 2B${NBSP}: celui d’Ajaccio est ${quote('2A004')}, par exemple.`,
    );
  if (!/^\d[\dAB]\d{3}$/.test(code) || !isCodeDepartement(departementPart(code)))
    return refuse(
      `Ce code Insee n’existe pas${NBSP}: il commence par le numéro du département, suivi de chiffres. Exemple${NBSP}: ${EXAMPLE}.`,
    );
  return ok(code as CodeCommune);
}

/**
 * `2A` for `2A004`, `86` for `86194`, `974` for `97411`. True of every commune of today; a few former ones, merged into a
 * commune of the next département, keep a code that names the old one.
 */
export function departementOf(code: CodeCommune): CodeDepartement {
  // parseCodeCommune has checked that this département exists.
  return departementPart(code) as CodeDepartement;
}

function departementPart(code: string): string {
  return /^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2);
}

const EXAMPLE = `${quote('86194')} pour Poitiers`;
