import type { Completer } from '../../domain/champ.ts';
import { cleDeCommune } from '../recherche-communes.ts';
import type { AdresseOptions, ValeurAdresse } from './definition.ts';

/**
 * Looks the address up in the Base adresse nationale. When it is surely there, its key, its place and, if it was not
 * recognised, its commune are kept; what was typed is never changed. When it is not, a commune younger than the installed
 * code may still be known today.
 */
export const completerAdresse: Completer<AdresseOptions, ValeurAdresse> = async (valeur, _champ, { referentiels }) => {
  if (valeur.id !== undefined) return undefined;
  const { numero, voie, codePostal, commune, codeCommune } = valeur;
  const sure = await referentiels.adresse({ ...(numero ? { numero } : {}), voie, codePostal, commune });
  if (sure && (codeCommune === undefined || isSameCommune(codeCommune, sure.codeCommune))) {
    const { id, position } = sure;
    return { valeur: { ...valeur, codeCommune: codeCommune ?? sure.codeCommune, id, position }, aConfirmer: false };
  }
  if (codeCommune !== undefined) return undefined;
  const today = await referentiels.communes(codePostal);
  const [found, ...homonyms] = today.filter(({ nom }) => cleDeCommune(nom) === cleDeCommune(commune));
  return found && homonyms.length === 0
    ? { valeur: { ...valeur, codeCommune: found.code }, aConfirmer: false }
    : undefined;
};

/** The Base adresse nationale gives the arrondissement where the form has Paris, Lyon or Marseille. */
function isSameCommune(code: string, codeBan: string): boolean {
  return code === codeBan || (ARRONDISSEMENTS[code]?.test(codeBan) ?? false);
}

const ARRONDISSEMENTS: Readonly<Record<string, RegExp>> = {
  '75056': /^751(0[1-9]|1\d|20)$/,
  '69123': /^6938[1-9]$/,
  '13055': /^132(0[1-9]|1[0-6])$/,
};
