import { addDays, daysBetween, type Jour } from '../../../values/jour.ts';
import { joursDeCourbe } from './point-d-etape.ts';

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

/** How many collectivités came on a day. */
export type Arrivee = { readonly jour: Jour; readonly nombre: number };

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
  const attendu = attenduLe(objectif, jour);
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

/** What is drawn of a goal, day by day. */
export type CourbeObjectif = {
  /** From the beginning to the day on which it is looked at; empty when the beginning is still to come. */
  readonly observe: readonly PointCompte[];
  /** From the beginning to the day of the goal, and on when it has passed. */
  readonly regulier: readonly PointCompte[];
};

type PointCompte = { readonly jour: Jour; readonly value: number };

export function courbeDObjectif(
  objectif: Objectif,
  { arrivees, jour }: { readonly arrivees: readonly Arrivee[]; readonly jour: Jour },
): CourbeObjectif {
  const { depart, departLe, echeance } = objectif;
  const seen = jour < departLe ? [] : [...new Set([departLe, ...joursDeCourbe(departLe, jour)])];
  const compteLe = (day: Jour) =>
    arrivees.reduce((sum, venues) => (venues.jour <= day ? sum + venues.nombre : sum), depart);
  return {
    observe: seen.map((day) => ({ jour: day, value: compteLe(day) })),
    regulier: [...new Set([departLe, ...seen, echeance])]
      .toSorted()
      .map((day) => ({ jour: day, value: attenduLe(objectif, day) })),
  };
}

/** Whole collectivités, at a steady pace; the goal itself from its day on. */
function attenduLe({ depart, departLe, cible, echeance }: Objectif, jour: Jour): number {
  const whole = daysBetween(departLe, echeance);
  const elapsed = Math.min(whole, Math.max(0, daysBetween(departLe, jour)));
  return Math.floor(depart + ((cible - depart) * elapsed) / whole);
}
