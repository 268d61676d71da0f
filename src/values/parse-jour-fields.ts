import { MONTHS } from './format-jour.ts';
import { count, NBSP, quote, removeAccents } from './french.ts';
import { type Jour, jourOf } from './jour.ts';
import { ok, type Result, refuse } from './result.ts';

/** What a person typed in the three fields of a date, untouched. */
export type JourFields = { readonly jour: string; readonly mois: string; readonly annee: string };
export type JourField = keyof JourFields;

/** One message for the whole date, and the fields to outline: the message alone names them too. */
export type JourFieldsError = { readonly message: string; readonly fields: readonly JourField[] };

/**
 * Reads a date typed in three fields. The day may be « 1er », the month a number or a French name (« novembre »,
 * « nov. », « fevrier »); the year needs its four digits.
 * @param options.years the years that make sense for this field, 1900 to 2100 by default
 */
export function parseJourFields(
  input: JourFields,
  options: { years?: { min: number; max: number } } = {},
): Result<Jour, JourFieldsError> {
  const { min, max } = options.years ?? { min: 1900, max: 2100 };
  const missing = FIELDS.filter((field) => input[field].trim() === '');
  if (missing.length === FIELDS.length) return refuse({ message: `Indiquez une date, ${EXAMPLE}.`, fields: FIELDS });
  if (missing.length > 0)
    return refuse({
      message: `La date doit aussi contenir ${missing.map((field) => NAMES[field]).join(' et ')}, ${EXAMPLE}.`,
      fields: missing,
    });
  const day = readDay(input.jour);
  const month = readMonth(input.mois);
  const year = readYear(input.annee);
  const problems: { field: JourField; message: string }[] = [];
  if (day === undefined) problems.push({ field: 'jour', message: 'Le jour est un nombre de 1 à 31.' });
  if (month === undefined)
    problems.push({
      field: 'mois',
      message: `Le mois est un nombre de 1 à 12 ou un nom, par exemple ${quote('11')} ou ${quote('novembre')}.`,
    });
  if (year === undefined)
    problems.push({ field: 'annee', message: `L’année s’écrit avec 4 chiffres, par exemple ${quote('2026')}.` });
  else if (year < min || year > max)
    problems.push({ field: 'annee', message: `L’année doit être comprise entre ${min} et ${max}.` });
  if (day === undefined || month === undefined || year === undefined || problems.length > 0)
    return refuse({
      message: problems.map((problem) => problem.message).join(' '),
      fields: problems.map((problem) => problem.field),
    });
  const date = jourOf(year, month, day);
  return date ? ok(date) : refuse({ message: explainImpossible(year, month, day), fields: ['jour'] });
}

function readDay(text: string): number | undefined {
  const digits = text.trim().replace(/^(0?1)er$/i, '$1');
  return within(/^\d{1,2}$/.exec(digits)?.[0], 1, 31);
}

function readMonth(text: string): number | undefined {
  const key = removeAccents(text).trim().toLowerCase().replace(/\.$/, '');
  if (/^\d{1,2}$/.test(key)) return within(key, 1, 12);
  if (key.length < 3) return undefined;
  const found = MONTHS.flatMap((name, index) => (removeAccents(name).startsWith(key) ? [index + 1] : []));
  return found.length === 1 ? found[0] : undefined; // « jui » is June as much as July
}

function readYear(text: string): number | undefined {
  return within(/^\d{4}$/.exec(text.trim())?.[0], 1, 9999);
}

function within(digits: string | undefined, min: number, max: number): number | undefined {
  const value = digits === undefined ? undefined : Number(digits);
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

function explainImpossible(year: number, month: number, day: number): string {
  const name = MONTHS[month - 1];
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year, month });
  return `Le ${day} ${name} ${year} n’existe pas${NBSP}: ce mois-là n’a que ${count(daysInMonth, 'jour')}.`;
}

const FIELDS: readonly JourField[] = ['jour', 'mois', 'annee'];
const NAMES: Record<JourField, string> = { jour: 'un jour', mois: 'un mois', annee: 'une année' };
const EXAMPLE = 'par exemple 24 novembre 2026';
