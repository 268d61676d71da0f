import { lireEntetes } from '../domain/entetes.ts';
import { couperObjets } from '../domain/objets-json.ts';
import type { Cellules, ColonneAttendue } from '../domain/type-import.ts';
import type { Lu } from './lignes.ts';

/** In characters: no honest object is longer. */
const LONGEST_OBJECT = 262_144;

/** The objects of a JSON array. Their columns are those of the first one. */
export async function* lignesJson(
  texte: AsyncIterable<string>,
  colonnes: readonly ColonneAttendue[],
): AsyncGenerator<readonly Lu[]> {
  const coupe = couperObjets(LONGEST_OBJECT);
  let numero = 0;
  for await (const piece of texte) {
    const lus: Lu[] = [];
    let objets: readonly string[];
    try {
      objets = coupe.push(piece);
    } catch {
      return yield [
        { type: 'refus', raison: `L’objet ${numero + 1} ne finit jamais\u00a0: exportez à nouveau le fichier.` },
      ];
    }
    for (const brut of objets) {
      numero += 1;
      const cellules = cellulesOf(brut);
      if (numero === 1) {
        const entetes = lireEntetes(Object.keys(cellules ?? {}), colonnes);
        if (!entetes.ok) return yield [{ type: 'refus', raison: entetes.error }];
      }
      lus.push({ type: 'ligne', numero, brut, cellules, precision: '' });
    }
    yield lus;
  }
  if (coupe.open) {
    yield [{ type: 'refus', raison: 'Le fichier est coupé avant sa fin\u00a0: envoyez-le à nouveau, entier.' }];
  } else if (numero === 0) yield [{ type: 'refus', raison: 'Ce fichier ne contient aucun objet JSON.' }];
}

/** Numbers as the file writes them, words for booleans, nothing for null. Objects and lists within are left aside. */
function cellulesOf(brut: string): Cellules | undefined {
  let objet: unknown;
  try {
    objet = JSON.parse(brut);
  } catch {
    return undefined;
  }
  const cellules: Record<string, string> = {};
  for (const [nom, valeur] of Object.entries(objet ?? {})) {
    if (valeur === null || typeof valeur === 'object') continue;
    cellules[nom] = String(valeur).toWellFormed().replaceAll('\0', '\ufffd');
  }
  return cellules;
}
