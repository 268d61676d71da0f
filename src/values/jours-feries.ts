import { addDays, compareJours, type Jour, jour, jourOf } from './jour.ts';
import type { Territoire } from './territoire.ts';

export type JourFerie = { readonly jour: Jour; readonly nom: string };

/** The first year for which the table below is complete: the commemorations of the abolition date from 1983. */
export const FIRST_YEAR = 1984;

/**
 * The public holidays of a year, in order. Legal holidays only: no custom (Mardi gras, All Souls’ Day overseas, the
 * Schœlcher day) and no bridge. Two may fall on one day, as Ascension did on 1 May 2008: both are listed.
 * @throws RangeError before 1984 or after 9998
 */
export function joursFeries(year: number, territoire: Territoire): readonly JourFerie[] {
  return listFor(year, territoire).holidays;
}

export function isFerie(date: Jour, territoire: Territoire): boolean {
  return listFor(Number(date.slice(0, 4)), territoire).dates.has(date);
}

/** Easter Sunday in the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Astronomical Algorithms, ch. 8). */
export function paques(year: number): Jour {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const leapCorrection = Math.floor(century / 4);
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCorrection - moonCorrection + 15) % 30;
  const yearOfCentury = year % 100;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const lateMoon = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const fromMarch = epact + toSunday - 7 * lateMoon + 21; // days after 1 March
  return addDays(firstOfMarch(year), fromMarch);
}

type Rule = {
  readonly nom: string;
  /** A month and a day, or a number of days after Easter Sunday. */
  readonly on: readonly [month: number, day: number] | number;
  readonly since?: number;
  readonly until?: number;
};

/** Code du travail, art. L3133-1. */
const NATIONAL: readonly Rule[] = [
  { nom: 'Jour de l’an', on: [1, 1] },
  { nom: 'Lundi de Pâques', on: 1 },
  { nom: 'Fête du Travail', on: [5, 1] },
  { nom: 'Victoire 1945', on: [5, 8] },
  { nom: 'Ascension', on: 39 },
  { nom: 'Lundi de Pentecôte', on: 50 },
  { nom: 'Fête nationale', on: [7, 14] },
  { nom: 'Assomption', on: [8, 15] },
  { nom: 'Toussaint', on: [11, 1] },
  { nom: 'Armistice 1918', on: [11, 11] },
  { nom: 'Noël', on: [12, 25] },
];

const ABOLITION = 'Abolition de l’esclavage';

/**
 * What each territory adds. Sources and certainty:
 * - Alsace-Moselle: code du travail, art. L3134-13 (see `territoireOf` on Good Friday).
 * - Abolition: code du travail, art. L3422-2, read in its version of 2019, and décret 83-1003 of 23 November 1983.
 *   Saint-Barthélemy got its own date from décret 2012-553; before, it followed Guadeloupe (from memory).
 * - Saint-Martin: that article still printed 27 May, when circulars of 4 May 2018 and 3 May 2019 and the prefecture
 *   held 28 May to be the holiday (loi 2017-256). Known through the local press; 28 May is used from 2018.
 * - The Pacific: to be confirmed by the local authority. French Polynesia through the press (the 20 November replaces the
 *   29 June from 2025, by loi du pays of May 2025), Wallis-et-Futuna and Nouvelle-Calédonie through a public calendar.
 * - Mayotte adds Muslim feasts by custom or agreement only: they are not here.
 */
const ADDED: Record<Territoire, readonly Rule[]> = {
  metropole: [],
  'alsace-moselle': [
    { nom: 'Vendredi saint', on: -2 },
    { nom: 'Saint-Étienne', on: [12, 26] },
  ],
  'alsace-moselle-sans-temple': [{ nom: 'Saint-Étienne', on: [12, 26] }],
  guadeloupe: [{ nom: ABOLITION, on: [5, 27] }],
  martinique: [{ nom: ABOLITION, on: [5, 22] }],
  guyane: [{ nom: ABOLITION, on: [6, 10] }],
  'la-reunion': [{ nom: ABOLITION, on: [12, 20] }],
  mayotte: [{ nom: ABOLITION, on: [4, 27] }],
  'saint-pierre-et-miquelon': [],
  'saint-barthelemy': [
    { nom: ABOLITION, on: [5, 27], until: 2011 },
    { nom: ABOLITION, on: [10, 9], since: 2012 },
  ],
  'saint-martin': [
    { nom: ABOLITION, on: [5, 27], until: 2017 },
    { nom: ABOLITION, on: [5, 28], since: 2018 },
  ],
  'wallis-et-futuna': [
    { nom: 'Saint Pierre Chanel', on: [4, 28] },
    { nom: 'Fête du Territoire', on: [7, 29] },
  ],
  'polynesie-francaise': [
    { nom: 'Arrivée de l’Évangile', on: [3, 5] },
    { nom: 'Vendredi saint', on: -2 },
    { nom: 'Fête de l’autonomie', on: [6, 29], since: 1985, until: 2024 },
    { nom: 'Matari’i i ni’a', on: [11, 20], since: 2025 },
  ],
  'nouvelle-caledonie': [{ nom: 'Fête de la citoyenneté', on: [9, 24] }],
};

type YearList = { readonly holidays: readonly JourFerie[]; readonly dates: ReadonlySet<Jour> };

/** Every question about a working day asks for the list of its year: kept, for the years that the law’s delays reach. */
const lists = new Map<string, YearList>();

/** So that absurd dates cannot fill the memory. */
const LAST_KEPT_YEAR = 2100;

function listFor(year: number, territoire: Territoire): YearList {
  const key = `${year} ${territoire}`;
  const known = lists.get(key);
  if (known) return known;
  const holidays = compute(year, territoire);
  const list = { holidays, dates: new Set(holidays.map((holiday) => holiday.jour)) };
  if (year <= LAST_KEPT_YEAR) lists.set(key, list);
  return list;
}

function compute(year: number, territoire: Territoire): readonly JourFerie[] {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > 9998)
    throw new RangeError(`joursFeries: the year ${year} is out of ${FIRST_YEAR} to 9998`);
  const easter = paques(year);
  return [...NATIONAL, ...ADDED[territoire]]
    .filter((rule) => (rule.since ?? year) <= year && year <= (rule.until ?? year))
    .map((rule) => ({ jour: dateOf(rule, year, easter), nom: rule.nom }))
    .sort((a, b) => compareJours(a.jour, b.jour));
}

function dateOf({ on }: Rule, year: number, easter: Jour): Jour {
  if (typeof on === 'number') return addDays(easter, on);
  const date = jourOf(year, ...on);
  if (date === undefined) throw new RangeError(`joursFeries: ${on.join('/')} does not exist in ${year}`);
  return date;
}

function firstOfMarch(year: number): Jour {
  return jour(`${String(year).padStart(4, '0')}-03-01`);
}
