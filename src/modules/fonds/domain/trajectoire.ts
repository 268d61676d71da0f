import { addDays, daysBetween, type Jour } from '../../../values/jour.ts';

/** What is being deployed. */
export type Technologie = 'franceconnect' | 'api_particulier';

export const TECHNOLOGIES: Readonly<Record<Technologie, string>> = {
  franceconnect: 'FranceConnect',
  api_particulier: 'API Particulier',
};

/** How many collectivités use at least one of the technologies, from where to where. */
export type Objectif = {
  readonly libelle: string;
  readonly technologies: readonly Technologie[];
  readonly depart: number;
  readonly departLe: Jour;
  readonly cible: number;
  readonly echeance: Jour;
  readonly source: string;
};

export type Trajectoire = {
  /** What a steady pace gives on that day; the goal itself once its day has come. */
  readonly attendu: number;
  /** Missing on that day; below zero when ahead. */
  readonly retard: number;
  /** How many more a month until the day of the goal; null when it is reached, or its day has passed. */
  readonly parMois: number | null;
  /** The day of the goal at the pace kept so far; null when there was none, or it is reached. */
  readonly auRythme: Jour | null;
};

const JOURS_PAR_MOIS = 365.25 / 12;
/** Further than this, a date says nothing. */
const FURTHEST = 36_500;

export function trajectoireOf(
  objectif: Objectif,
  { compte, jour }: { readonly compte: number; readonly jour: Jour },
): Trajectoire {
  const { depart, departLe, cible, echeance } = objectif;
  const whole = daysBetween(departLe, echeance);
  const elapsed = Math.min(whole, Math.max(0, daysBetween(departLe, jour)));
  const attendu = Math.floor(depart + ((cible - depart) * elapsed) / whole);
  const left = daysBetween(jour, echeance);
  const missing = cible - compte;
  const gained = compte - depart;
  const days = gained > 0 ? Math.ceil((missing * Math.max(1, daysBetween(departLe, jour))) / gained) : FURTHEST;
  return {
    attendu,
    retard: attendu - compte,
    parMois: missing > 0 && left > 0 ? Math.ceil((missing * JOURS_PAR_MOIS) / left) : null,
    auRythme: missing > 0 && days < FURTHEST ? addDays(jour, days) : null,
  };
}
