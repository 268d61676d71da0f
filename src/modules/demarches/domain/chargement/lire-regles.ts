import { creerRapport, type ErreurChargement } from './rapport.ts';
import { type Regles, verifierRegles } from './regles.ts';
import { lireYaml } from './source-yaml.ts';

export type ReglesLues =
  | { readonly ok: true; readonly regles: Regles }
  | { readonly ok: false; readonly erreurs: readonly ErreurChargement[] };

/**
 * Reads a file of publicodes rules that stands alone, with the checks that those of a démarche go through: everything
 * wrong is said at once, with its line and its remedy.
 *
 * @param nourries names of the rules that facts give a value to
 * @param montrees names of the rules that will be asked for
 */
export function lireRegles(
  fichier: string,
  texte: string,
  nourries: readonly string[],
  montrees: readonly string[],
): ReglesLues {
  const rapport = creerRapport();
  const source = lireYaml(fichier, texte, rapport);
  const valeur = source?.valeur;
  if (!source || typeof valeur !== 'object' || valeur === null || Array.isArray(valeur)) {
    rapport.signaler(
      { fichier, ligne: 1, colonne: 1 },
      'Ce fichier ne contient pas de règles.',
      'Écrivez une règle par bloc\u00a0: son nom, deux-points, puis ce qui la calcule.',
    );
    return { ok: false, erreurs: rapport.erreurs };
  }
  const regles = valeur as Regles;
  verifierRegles(
    regles,
    nourries,
    montrees.map((nom) => ({ nom, montant: false })),
    source,
    rapport,
  );
  return rapport.erreurs.length > 0 ? { ok: false, erreurs: rapport.erreurs } : { ok: true, regles };
}
