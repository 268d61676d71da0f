import type { Faits } from './condition.ts';
import { lignesOf } from './ligne.ts';
import { memeValeur, type Origines, type Reponses, type Valeur } from './valeur.ts';

/**
 * The origins that still hold once the answers have become `apres`: an origin vouches for one value, so it lives exactly
 * as long as that value stays where it is. An answer hidden, removed or changed loses it, and what is typed later in
 * the same place is never taken for certified.
 */
export function originesFideles(avant: Faits, apres: Reponses): Origines {
  return Object.fromEntries(
    Object.entries(avant.origines).filter(([chemin, { effaceeLe }]) => {
      const valeur = valeurAuChemin(apres, chemin);
      // Of an answer that was erased, the trace stays as long as nothing is typed in its place.
      if (effaceeLe) return valeur === undefined;
      return valeur !== undefined && memeValeur(valeurAuChemin(avant.reponses, chemin), valeur);
    }),
  );
}

/** The answer at the path of an origin: a champ, or the cell of a row by its key. */
function valeurAuChemin(reponses: Reponses, chemin: string): Valeur | undefined {
  const [first = '', ligneId, ...rest] = chemin.split('.');
  const valeur = Object.hasOwn(reponses, first) ? reponses[first] : undefined;
  if (ligneId === undefined) return valeur;
  const ligne = lignesOf(valeur).find((candidate) => candidate._id === ligneId);
  return ligne && rest.length > 0 ? valeurAuChemin(ligne, rest.join('.')) : undefined;
}
