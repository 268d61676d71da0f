import { count, NBSP, quote, removeAccents } from './french.ts';
import { ok, type Result, refuse } from './result.ts';

/**
 * A legal duration: one number of one unit, never a mix. Thirty days are not a month in law, so units are never
 * converted. `jours-ouvres` are Monday to Friday without public holidays. How each one runs: see `addDuree`.
 */
export type Duree = { readonly nombre: number; readonly unite: Unite };

export type Unite = 'jours' | 'jours-ouvres' | 'semaines' | 'mois' | 'ans';

/** @throws RangeError when `nombre` is not a whole number from 0 to 9999 */
export function duree(nombre: number, unite: Unite): Duree {
  if (!Number.isInteger(nombre) || nombre < 0 || nombre > MAX)
    throw new RangeError(`Duree: ${nombre} is not a whole number from 0 to ${MAX}`);
  return { nombre, unite };
}

/** Reads « 2 mois », « 15 jours », « 10 jours ouvrés », « 1 an », and ISO 8601 with one unit (`P2M`, `P10Y`). */
export function parseDuree(input: string): Result<Duree> {
  const text = removeAccents(input).replace(/\s+/g, ' ').trim().toLowerCase();
  if (text === '') return refuse(`Indiquez une durée, ${EXAMPLE}.`);
  // « 1 000 jours », as it is shown.
  const [, number, word] = /^(\d{1,4}|\d \d{3}) ?([a-z][a-z -]*)$/.exec(text) ?? [];
  const [, isoNumber, isoLetter] = /^p(\d{1,4})([dwmy])$/.exec(text) ?? [];
  const unite = word === undefined ? ISO_UNITS.get(isoLetter ?? '') : WORDS.get(word);
  if (unite === undefined)
    return refuse(
      `Cette durée n’est pas comprise${NBSP}: écrivez un nombre entier et une seule unité (jours, jours ouvrés, semaines, mois, ans), ${EXAMPLE}.`,
    );
  return ok(duree(Number((number ?? isoNumber ?? '').replace(' ', '')), unite));
}

/** « 2 mois », « 1 jour », « 10 jours ouvrés », « 1 an » */
export function formatDuree({ nombre, unite }: Duree): string {
  if (unite === 'mois') return `${nombre}${NBSP}mois`;
  if (unite === 'jours-ouvres') return `${count(nombre, 'jour')} ${nombre >= 2 ? 'ouvrés' : 'ouvré'}`;
  return count(nombre, unite.slice(0, -1));
}

/** `P2M`, `P10Y`, for exchange formats such as SEDA. @throws RangeError on working days, which ISO 8601 does not know */
export function dureeToIso({ nombre, unite }: Duree): string {
  if (unite === 'jours-ouvres') throw new RangeError('dureeToIso: ISO 8601 has no working days');
  return `P${nombre}${ISO_LETTERS[unite]}`;
}

const MAX = 9999;
const EXAMPLE = `par exemple ${quote(`2${NBSP}mois`)} ou ${quote(`15${NBSP}jours`)}`;
const ISO_LETTERS = { jours: 'D', semaines: 'W', mois: 'M', ans: 'Y' } as const;
const ISO_UNITS: ReadonlyMap<string, Unite> = new Map([
  ['d', 'jours'],
  ['w', 'semaines'],
  ['m', 'mois'],
  ['y', 'ans'],
]);
const WORDS: ReadonlyMap<string, Unite> = new Map([
  ['jour', 'jours'],
  ['jours', 'jours'],
  ['jour ouvre', 'jours-ouvres'],
  ['jours ouvres', 'jours-ouvres'],
  ['semaine', 'semaines'],
  ['semaines', 'semaines'],
  ['mois', 'mois'],
  ['an', 'ans'],
  ['ans', 'ans'],
  ['annee', 'ans'],
  ['annees', 'ans'],
]);
