import type { Brand } from './brand.ts';
import { ok, orThrow, type Result, refuse } from './result.ts';

/**
 * A civil date, without hour nor zone, as the text `YYYY-MM-DD`: it is stored, sent and compared as such (`===` and `<`
 * work). Arithmetic goes through `Temporal.PlainDate`. From year 1 to 9999, in the Gregorian calendar even before 1582.
 */
export type Jour = Brand<string, 'Jour'>;

/** Strict `YYYY-MM-DD`, as in files and APIs. What a person types goes through `parseJourFields`. */
export function parseJour(input: string): Result<Jour> {
  const [iso, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(input.trim()) ?? [];
  if (iso === undefined)
    return refuse('La date s’écrit année-mois-jour, en chiffres, par exemple 2026-11-24 pour le 24 novembre 2026.');
  if (!exists(Number(year), Number(month), Number(day)))
    return refuse(
      'Cette date n’existe pas. Vérifiez le jour et le mois, par exemple 2026-11-24 pour le 24 novembre 2026.',
    );
  return ok(iso as Jour);
}

/** A date that the code itself writes: `jour('2026-01-01')`. @throws TypeError when it does not exist */
export function jour(iso: string): Jour {
  return orThrow(parseJour(iso));
}

/** @returns undefined when the date does not exist, such as a 31 February, or is out of the years 1 to 9999 */
export function jourOf(year: number, month: number, day: number): Jour | undefined {
  return exists(year, month, day) ? written(year, month, day) : undefined;
}

export function toPlainDate(date: Jour): Temporal.PlainDate {
  return Temporal.PlainDate.from(date);
}

/** @throws RangeError out of the years 1 to 9999 */
export function fromPlainDate(date: Temporal.PlainDate): Jour {
  if (date.year < 1 || date.year > 9999) throw outOfYears(date.year);
  return date.withCalendar('iso8601').toString() as Jour;
}

function outOfYears(year: number): RangeError {
  return new RangeError(`Jour: the year ${year} is out of 1 to 9999`);
}

/** The date that clocks on the wall show at this instant. Overseas counters pass their zone, `Indian/Reunion`. */
export function jourFromInstant(instant: Temporal.Instant, zone = 'Europe/Paris'): Jour {
  const at = instant.epochMilliseconds;
  const known = stretches.find((one) => one.zone === zone && one.from <= at && at < one.to);
  const local = new Date(at + (known ?? stretchOf(instant, zone)).offset);
  const year = local.getUTCFullYear();
  if (year < 1 || year > 9999) throw outOfYears(year);
  return written(year, local.getUTCMonth() + 1, local.getUTCDate());
}

/** The time between two changes of the clocks of a zone, and what separates them from UTC meanwhile; in milliseconds. */
type Stretch = { readonly zone: string; readonly from: number; readonly to: number; readonly offset: number };

/** The last ones met: the lists of a page hold dates of a year or two, and asking the zone costs more than the rest. */
const stretches: Stretch[] = [];
const MOST_STRETCHES = 8;

function stretchOf(instant: Temporal.Instant, zone: string): Stretch {
  const there = instant.toZonedDateTimeISO(zone);
  const from = there.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity;
  const to = there.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
  const stretch = { zone, from, to, offset: there.offsetNanoseconds / 1e6 };
  if (stretches.length === MOST_STRETCHES) stretches.shift();
  stretches.push(stretch);
  return stretch;
}

/** The instant at which the day begins, on the clocks of `zone`. */
export function startOfJour(date: Jour, zone = 'Europe/Paris'): Temporal.Instant {
  return toPlainDate(date).toZonedDateTime(zone).toInstant();
}

/** @param days may be negative */
export function addDays(date: Jour, days: number): Jour {
  return fromPlainDate(toPlainDate(date).add({ days }));
}

/**
 * « De quantième à quantième »: the same day number in the target month or, where it does not exist, the last day of
 * that month (code de procédure civile, art. 641; the 31 December plus 2 months is the 28 or 29 February).
 * @param months may be negative
 */
export function addMonths(date: Jour, months: number): Jour {
  return fromPlainDate(toPlainDate(date).add({ months }, { overflow: 'constrain' }));
}

/** Below zero when `a` comes first: fit for `Array.prototype.sort`. */
export function compareJours(a: Jour, b: Jour): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many days from `from` to `to`; negative when `to` comes first. */
export function daysBetween(from: Jour, to: Jour): number {
  return toPlainDate(from).until(toPlainDate(to), { largestUnit: 'day' }).days;
}

/**
 * Whole years of age. Whoever was born on 29 February gains a year on the last day of February (circulaire of the
 * ministère de l’Intérieur of 25 July 2013 on electoral rolls, known through the press).
 * @throws RangeError when `date` comes before the birth
 */
export function ageAt(birth: Jour, date: Jour): number {
  if (date < birth) throw new RangeError('ageAt: the date comes before the birth');
  const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4));
  return addMonths(birth, 12 * years) <= date ? years : years - 1;
}

function exists(year: number, month: number, day: number): boolean {
  if (![year, month, day].every(Number.isInteger)) return false;
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return leap ? 29 : 28;
}

function written(year: number, month: number, day: number): Jour {
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}` as Jour;
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0');
}
