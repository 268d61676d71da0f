import type { SummaryError } from '../../../platform/html/components/error-summary.tsx';
import type { Champ, Erreurs } from '../domain/champ.ts';
import type { Faits } from '../domain/condition.ts';
import type { Saisie } from '../domain/saisie.ts';
import { erreursParNom } from './commun.ts';
import type { RepetitionOptions } from './repetition/definition.ts';
import { clesDesLignes } from './repetition/lignes.ts';
import { titreDeLigne } from './repetition/mots.ts';

/**
 * The errors of a step for its summary, in the order of the form. Beside a field, « Indiquez un nombre entier » is clear;
 * far above, it says which question it is about and, where there are several rows, in which one.
 */
export function sommaireDesErreurs(
  champs: readonly Champ[],
  erreurs: { readonly [champId: string]: Erreurs },
  saisie: (champId: string) => Saisie,
  faits: Faits,
): readonly SummaryError[] {
  return Object.entries(erreursParNom(erreurs)).map(([name, message]) => {
    const [champId = '', ...parties] = name.split('.');
    const champ = champs.find(({ id }) => id === champId);
    const lieu = champ ? lieuOf(champ, parties, message, saisie(champId), faits) : '';
    return { name, message: lieu === '' ? message : `${lieu} – ${message}` };
  });
}

/** « Enfant 2, Date de naissance »; empty when the sentence says it all. */
function lieuOf(champ: Champ, parties: readonly string[], message: string, saisie: Saisie, faits: Faits): string {
  if (!isRepetition(champ)) return questionOf(champ, parties, message);
  const [cle = '', cellule, ...rest] = parties;
  const cles = clesDesLignes(saisie, champ, faits);
  const titre = cles.length > 1 && cles.includes(cle) ? titreDeLigne(champ.options, cles.indexOf(cle)) : '';
  const asked = champ.options.champs.find(({ id }) => id === cellule);
  return [titre, asked ? questionOf(asked, rest, message) : ''].filter(Boolean).join(', ');
}

/** The question, unless the sentence quotes it, was written for it, or is about a part of it that it names. */
function questionOf({ type, libelle, siVide }: Champ, parties: readonly string[], message: string): string {
  const isWhole = parties.length === 0 || type === 'date';
  const question = libelle.replace(/\s*[?:.]$/u, '');
  return isWhole && message !== siVide && !message.includes(question) ? question : '';
}

function isRepetition(champ: Champ): champ is Champ<RepetitionOptions> {
  return champ.type === 'repetition';
}
