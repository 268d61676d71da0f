import type { z } from 'zod';
import { verifier } from './issues.ts';
import { creerRapport, type ErreurChargement } from './rapport.ts';
import { lireYaml } from './source-yaml.ts';
import { typographier } from './typographie.ts';

/**
 * Reads a YAML file that stands alone, by its schema: everything wrong is said at once, with its line and its remedy.
 * A message of the schema says what was expected, to follow « il faut ».
 */
export function lireDonnees<T>(
  fichier: string,
  texte: string,
  schema: z.ZodType<T>,
): { readonly ok: true; readonly donnees: T } | { readonly ok: false; readonly erreurs: readonly ErreurChargement[] } {
  const rapport = creerRapport();
  const source = lireYaml(fichier, texte, rapport);
  const donnees = source && verifier(schema, source.valeur, source, [], rapport);
  return donnees === undefined || rapport.erreurs.length > 0
    ? { ok: false, erreurs: rapport.erreurs }
    : { ok: true, donnees: typographier(donnees) };
}
