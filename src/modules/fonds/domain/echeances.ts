import { count } from '../../../values/french.ts';
import { daysBetween, type Jour } from '../../../values/jour.ts';
import type { StatutCandidature } from './candidature.ts';
import { rejeteeLe, reputeeRecevableLe } from './delais.ts';

/** Of a request: whether it is admissible, and what is decided. */
export type QuelleEcheance = 'recevabilite' | 'decision';

export type Recevabilite = 'recevable' | 'irrecevable';

/** What the legal clock of a request looks at. */
export type EtatHorloge = {
  readonly statut: StatutCandidature;
  readonly recevableAvant: Jour;
  readonly decisionAvant: Jour;
  readonly recevabilite: Recevabilite | null;
  /** Of its first decision. */
  readonly decideeLe: Jour | null;
};

/** The days on which silence has its effect: the acknowledgement is given at the deposit, by the platform. */
export function echeancesDe(demandeRecue: Jour): Pick<EtatHorloge, 'recevableAvant' | 'decisionAvant'> {
  return { recevableAvant: reputeeRecevableLe(demandeRecue), decisionAvant: rejeteeLe(demandeRecue) };
}

export const isOuverte = ({ statut, decideeLe }: Pick<EtatHorloge, 'statut' | 'decideeLe'>): boolean =>
  decideeLe === null && (statut === 'deposee' || statut === 'en_instruction');

/** What the law's clock waits for; undefined once it is decided. Silence says that a request is admissible only once. */
export function echeanceEnCours(etat: EtatHorloge): { readonly quoi: QuelleEcheance; readonly le: Jour } | undefined {
  if (!isOuverte(etat)) return undefined;
  return etat.recevabilite === null
    ? { quoi: 'recevabilite', le: etat.recevableAvant }
    : { quoi: 'decision', le: etat.decisionAvant };
}

/** The delay ends with its last day: until midnight there is time to answer. No postponement of that day is known. */
export const isEchue = (le: Jour, aujourdhui: Jour): boolean => aujourdhui > le;

/** Days before a due date on which it is recalled, each once. */
export const SEUILS = [7, 30] as const;

export type Seuil = (typeof SEUILS)[number];

/** The nearest reminder to give on this day; undefined when it is too early, or over. */
export function seuilAtteint(le: Jour, aujourdhui: Jour): Seuil | undefined {
  const days = daysBetween(aujourdhui, le);
  return days < 0 ? undefined : SEUILS.find((seuil) => days <= seuil);
}

/** « dans 12 jours », « aujourd’hui », « dépassée de 3 jours ». */
export function distance(le: Jour, aujourdhui: Jour): string {
  const days = daysBetween(aujourdhui, le);
  if (days === 0) return 'aujourd’hui';
  const many = count(Math.abs(days), 'jour');
  return days > 0 ? `dans ${many}` : `dépassée de ${many}`;
}

/** What is due, and what the law makes of silence: décret n° 2018-514. */
export const ECHEANCES: Readonly<
  Record<QuelleEcheance, { readonly nom: string; readonly silence: string; readonly texte: string }>
> = {
  recevabilite: {
    nom: 'Dire si la demande est recevable',
    silence: 'Sans réponse, la demande est réputée recevable.',
    texte: 'Décret n° 2018-514, art. 4',
  },
  decision: {
    nom: 'Décider',
    silence: 'Sans décision ni prolongation motivée, la demande est rejetée.',
    texte: 'Décret n° 2018-514, art. 7',
  },
};
