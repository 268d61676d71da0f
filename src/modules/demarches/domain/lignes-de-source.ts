import type { Champ, Registre } from './champ.ts';
import type { Ligne } from './ligne.ts';
import type { Origine, Origines, Reponses, Valeur } from './valeur.ts';

/**
 * Turns what a source gives for a repetition into rows with their keys, and one origin a cell: the other cells of the
 * same row remain to be typed (the school that the parent wishes for a child whom the CAF knows). Keys begin with `s`,
 * which no typed row can take. A cell that is no champ of the row, or not of its shape, is left out.
 */
export function lignesDeSource(
  repetitionId: string,
  champs: readonly Champ[],
  donnees: Valeur,
  origine: Origine,
  registre: Registre,
): { readonly lignes: readonly Ligne[]; readonly origines: Origines } {
  const rows = Array.isArray(donnees) ? donnees.filter(isObject) : [];
  const lignes = rows
    .map((row) => checkedCells(champs, row, registre))
    .filter((cellules) => Object.keys(cellules).length > 0)
    .map((cellules, index): Ligne => ({ _id: `s${index + 1}`, ...cellules }));
  const origines = lignes.flatMap(({ _id, ...cellules }) =>
    Object.keys(cellules).map((champId) => [`${repetitionId}.${_id}.${champId}`, origine] as const),
  );
  return { lignes, origines: Object.fromEntries(origines) };
}

function checkedCells(champs: readonly Champ[], row: Reponses, registre: Registre): Reponses {
  const cells = champs.flatMap((champ) => {
    const checked = Object.hasOwn(row, champ.id)
      ? registre.get(champ.type)?.valeur.safeParse(row[champ.id])
      : undefined;
    return checked?.success ? [[champ.id, checked.data as Valeur] as const] : [];
  });
  return Object.fromEntries(cells);
}

function isObject(valeur: Valeur): valeur is Reponses {
  return typeof valeur === 'object' && !Array.isArray(valeur);
}
