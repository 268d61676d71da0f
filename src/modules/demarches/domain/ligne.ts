import type { ContexteChamp } from './champ.ts';
import type { Faits } from './condition.ts';
import type { Origines, Reponses, Valeur } from './valeur.ts';

/** One row of a repetition: the answers of its champs, and the key that it keeps for ever. */
export type Ligne = { readonly _id: string; readonly [champId: string]: Valeur };

/** The rows of a kept repetition; none when it is something else. */
export function lignesOf(valeur: Valeur | undefined): readonly Ligne[] {
  return Array.isArray(valeur) ? valeur.filter(isLigne) : [];
}

/**
 * What is seen from a row: its own answers and origins over those of the dossier. Nothing of the dossier shows through
 * the names of `masques`: a champ `prenom` of an empty row is not the certified `prenom` of the applicant.
 */
export function faitsDeLigne(faits: Faits, repetitionId: string, ligne: Ligne, masques = Object.keys(ligne)): Faits {
  const { _id, ...cellules } = ligne;
  const hidden = new Set(masques);
  const around = (chemin: string) => !hidden.has(chemin.split('.', 1)[0] ?? '');
  return {
    reponses: { ...keep(faits.reponses, around), ...cellules },
    origines: { ...keep(faits.origines, around), ...originesDeLigne(faits.origines, repetitionId, _id) },
  };
}

/** The same for the files received. The rest shows through, and is still computed only when a cell asks for it. */
export function contexteDeLigne(contexte: ContexteChamp, repetitionId: string, ligneId: string): ContexteChamp {
  const prefixe = `${repetitionId}.${ligneId}.`;
  const entries = [...contexte.pieces].filter(([chemin]) => chemin.startsWith(prefixe));
  const pieces = new Map(entries.map(([chemin, recues]) => [chemin.slice(prefixe.length), recues]));
  return {
    pieces,
    registre: contexte.registre,
    communes: contexte.communes,
    get aujourdhui() {
      return contexte.aujourdhui;
    },
    get calculs() {
      return contexte.calculs;
    },
  };
}

/** Origins of the cells of one row, by id of champ inside it. */
export function originesDeLigne(origines: Origines, repetitionId: string, ligneId: string): Origines {
  const prefixe = `${repetitionId}.${ligneId}.`;
  return Object.fromEntries(
    Object.entries(origines)
      .filter(([chemin]) => chemin.startsWith(prefixe))
      .map(([chemin, origine]) => [chemin.slice(prefixe.length), origine]),
  );
}

function isLigne(valeur: Valeur): valeur is Ligne {
  return typeof valeur === 'object' && !Array.isArray(valeur) && typeof (valeur as Reponses)['_id'] === 'string';
}

function keep<T extends Reponses | Origines>(record: T, accepts: (chemin: string) => boolean): T {
  return Object.fromEntries(Object.entries(record).filter(([chemin]) => accepts(chemin))) as T;
}
