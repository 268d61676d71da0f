import { count, NBSP } from '../../../values/french.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Calendrier, NatureDispositif } from './session.ts';

/** Of one thing of the catalogue: whether the organisation lacks it, so that adopting adds it. */
type Manquant = { readonly manque: boolean };

export type ApercuSession = Calendrier &
  Manquant & {
    readonly nom: string;
    /** Versions of its rules that the organisation has not. */
    readonly regles: number;
    /** It has not the grid of the catalogue as it is now, for evaluations; for opinions. */
    readonly grille: boolean;
    readonly avis: boolean;
  };

export type ApercuDispositif = Manquant & {
  readonly slug: string;
  readonly nom: string;
  /** Number of its axis, from 1. */
  readonly axe: number;
  readonly nature: NatureDispositif;
  readonly presentation: string;
  /** Null where the catalogue has none, or where the organisation chose another one since. */
  readonly formulaire: (Manquant & { readonly slug: string; readonly titre: string }) | null;
  readonly sessions: readonly ApercuSession[];
};

/** What adopting the fund of the catalogue would add, thing by thing. */
export type ApercuAdoption = {
  readonly programme: Manquant & {
    readonly nom: string;
    readonly montant: Montant;
    readonly axes: readonly { readonly nom: string; readonly montant: Montant }[];
  };
  readonly dispositifs: readonly ApercuDispositif[];
  readonly actes: readonly (Manquant & { readonly titre: string })[];
};

/** « 1 programme », « 3 dispositifs »…: what an adoption adds; nothing when all of it is there. */
export function nouveautesDe({ programme, dispositifs, actes }: ApercuAdoption): readonly string[] {
  const sessions = dispositifs.flatMap((one) => one.sessions);
  const missing = (all: readonly (Manquant | null)[]) => all.filter((one) => one?.manque).length;
  const regles = sessions.reduce((sum, one) => sum + one.regles, 0);
  const avis = sessions.filter((one) => one.avis).length;
  const textes = missing(actes);
  const all: readonly (readonly [number, string])[] = [
    [missing([programme]), 'programme'],
    [missing(dispositifs), 'dispositif'],
    [missing(sessions), 'session'],
    [missing(dispositifs.map(({ formulaire }) => formulaire)), 'formulaire'],
    [sessions.filter(({ grille }) => grille).length, 'grille'],
  ];
  return [
    ...all.flatMap(([nombre, noun]) => (nombre > 0 ? [count(nombre, noun)] : [])),
    ...(avis > 0 ? [`${avis}${NBSP}grille${avis > 1 ? 's' : ''} d’avis`] : []),
    ...(regles > 0 ? [`${regles}${NBSP}version${regles > 1 ? 's' : ''} de règles`] : []),
    ...(textes > 0 ? [`${textes}${NBSP}texte${textes > 1 ? 's' : ''} d’actes`] : []),
  ];
}
