import { NBSP } from '../../../../values/french.ts';
import type { Champ, ChampParser, ContexteChamp, Erreurs } from '../../domain/champ.ts';
import type { Faits } from '../../domain/condition.ts';
import { type Lecture, lireChamps } from '../../domain/lecture.ts';
import { contexteDeLigne, faitsDeLigne, type Ligne, lignesOf } from '../../domain/ligne.ts';
import { typeOf } from '../../domain/registre.ts';
import { type Parties, prefixParties, type Saisie } from '../../domain/saisie.ts';
import { lu, VIDE } from '../lu.ts';
import type { RepetitionOptions } from './definition.ts';
import { clesDesLignes, ecrireCles, minimumDeLignes } from './lignes.ts';
import { combienDeLignes } from './mots.ts';

/**
 * Each row is read as a form of its own, its certified cells from the kept row of the same key, never from what was
 * typed. Rows left blank beyond the minimum are dropped; rows in error are kept as far as
 * they are understood.
 */
export const repetitionParser: ChampParser<RepetitionOptions, readonly Ligne[]> = {
  parse(saisie, champ, contexte, faits) {
    const cles = clesDesLignes(saisie, champ, faits);
    const { max } = champ.options;
    const rows = cles.slice(0, max).map((cle) => lireLigne(cle, saisie, champ, contexte, faits));
    const filled = rows.filter((row) => !row.isBlank);
    if (filled.length === 0 && (rows.length === 0 || !champ.obligatoire)) return VIDE;
    const min = minimumDeLignes(champ);
    const blanks = rows.filter((row) => row.isBlank).slice(0, Math.max(0, min - filled.length));
    const erreurs: Record<string, string> = Object.assign({}, ...[...filled, ...blanks].map((row) => row.erreurs));
    if (cles.length > max)
      erreurs[''] = `Gardez ${combienDeLignes(max, champ.options)} au plus${NBSP}: retirez-en ${cles.length - max}.`;
    if (filled.length + blanks.length < min) erreurs[''] = `Ajoutez au moins ${combienDeLignes(min, champ.options)}.`;
    const lignes = filled.map(({ ligne }) => ligne).filter((ligne) => Object.keys(ligne).length > 1);
    if (Object.keys(erreurs).length === 0) return lu(lignes);
    return { ok: false, erreurs, ...(lignes.length === 0 ? {} : { valeur: lignes }) };
  },

  typed(lignes, champ, contexte) {
    const parties: Record<string, Parties[string]> = { lignes: ecrireCles(lignes.map(({ _id }) => _id)) };
    for (const ligne of lignes) {
      for (const cellule of champ.options.champs) {
        const valeur = ligne[cellule.id];
        if (valeur === undefined) continue;
        const typed = typeOf(cellule, contexte).typed(valeur as never, cellule as Champ<never>, contexte);
        Object.assign(parties, prefixParties(`${ligne._id}.${cellule.id}`, typed));
      }
    }
    return parties;
  },
};

/** Reads the champs of one row, as `lireChamps` reads those of a form. */
export function lireCellules(
  cle: string,
  saisie: Saisie,
  champ: Champ<RepetitionOptions>,
  contexte: ContexteChamp,
  faits: Faits,
): Lecture {
  const around = autourDeLigne(cle, champ, contexte, faits);
  return lireChamps(champ.options.champs, (id) => saisie.sous(cle).sous(id), around.faits, around.contexte);
}

/** What the champs of a row see: its kept answers, its origins and its files. */
export function autourDeLigne(
  cle: string,
  champ: Champ<RepetitionOptions>,
  contexte: ContexteChamp,
  faits: Faits,
): { readonly faits: Faits; readonly contexte: ContexteChamp } {
  const kept = lignesOf(faits.reponses[champ.id]).find(({ _id }) => _id === cle);
  const masques = champ.options.champs.map(({ id }) => id);
  return {
    faits: faitsDeLigne(faits, champ.id, kept ?? { _id: cle }, masques),
    contexte: contexteDeLigne(contexte, champ.id, cle),
  };
}

type LigneLue = { readonly ligne: Ligne; readonly erreurs: Erreurs; readonly isBlank: boolean };

function lireLigne(
  cle: string,
  saisie: Saisie,
  champ: Champ<RepetitionOptions>,
  contexte: ContexteChamp,
  faits: Faits,
): LigneLue {
  const lecture = lireCellules(cle, saisie, champ, contexte, faits);
  const erreurs = Object.entries(lecture.erreurs).flatMap(([id, ofCell]) =>
    Object.entries(ofCell).map(([partie, message]) => [
      partie === '' ? `${cle}.${id}` : `${cle}.${id}.${partie}`,
      message,
    ]),
  );
  return {
    ligne: { ...lecture.reponses, _id: cle },
    erreurs: Object.fromEntries(erreurs),
    isBlank: isBlank(lecture, cle, saisie, champ, contexte, faits),
  };
}

/** Nothing typed, nothing wrong, nothing received: were every champ optional, there would be nothing to say. */
function isBlank(
  lecture: Lecture,
  cle: string,
  saisie: Saisie,
  champ: Champ<RepetitionOptions>,
  contexte: ContexteChamp,
  faits: Faits,
): boolean {
  const { champs } = champ.options;
  const answerable = champs.filter((cellule) => !typeOf(cellule, contexte).sansSaisie);
  if (answerable.some(({ id }) => lecture.reponses[id] !== undefined)) return false;
  const optional = champs.map((cellule) => ({ ...cellule, obligatoire: false }));
  const relaxed = { ...champ, options: { ...champ.options, champs: optional } };
  return Object.keys(lireCellules(cle, saisie, relaxed, contexte, faits).erreurs).length === 0;
}
