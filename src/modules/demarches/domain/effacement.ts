import { lignesOf } from './ligne.ts';
import type { Origines, Reponses, Valeur } from './valeur.ts';

export type Efface = {
  readonly reponses: Reponses;
  readonly origines: Origines;
  /** Paths of what was erased now. */
  readonly chemins: readonly string[];
};

/**
 * Takes away the answers that came from a source. Where they came from, and when, is kept with the day on which they
 * were erased: a page can still say that there was one.
 *
 * @param vientDe whether a source, by its id, is one of those
 * @param le RFC 3339
 */
export function effacer(
  { reponses, origines }: { readonly reponses: Reponses; readonly origines: Origines },
  vientDe: (source: string) => boolean,
  le: string,
): Efface {
  const chemins = Object.entries(origines).flatMap(([chemin, origine]) =>
    vientDe(origine.source) && !origine.effaceeLe ? [chemin] : [],
  );
  const gone = new Set(chemins);
  return {
    reponses: Object.fromEntries(
      Object.entries(reponses).flatMap(([id, valeur]) => (gone.has(id) ? [] : [[id, sansCellules(id, valeur, gone)]])),
    ),
    origines: Object.fromEntries(
      Object.entries(origines).map(([chemin, origine]) =>
        // No longer certified: asked again one day, it would have to be typed.
        [chemin, gone.has(chemin) ? { ...origine, certifiee: false, effaceeLe: le } : origine],
      ),
    ),
    chemins,
  };
}

function sansCellules(id: string, valeur: Valeur, gone: ReadonlySet<string>): Valeur {
  if (![...gone].some((chemin) => chemin.startsWith(`${id}.`))) return valeur;
  return lignesOf(valeur).map((ligne) =>
    Object.fromEntries(Object.entries(ligne).filter(([cellule]) => !gone.has(`${id}.${ligne._id}.${cellule}`))),
  );
}
