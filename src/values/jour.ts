import type { Brand } from './brand.ts';
import { ok, orThrow, type Result, refuse } from './result.ts';

/**
 * A civil date, without hour nor zone, as the text `YYYY-MM-DD`: it is stored, sent and compared as such (`===` and `<`
 * work). Arithmetic goes through `Temporal.PlainDate`. From year 1 to 9999, in the Gregorian calendar even before 1582.
 */
export type Jour = Brand<string, 'Jour'>;

/** Strict `YYYY-MM-DD`, as in files and APIs. What a person types goes through `parseJourFields`. */
export function parseJour(input: string): Result<Jour> {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(input.trim()) ?? [];
  if (year === undefined)
    return refuse('La date s’écrit année-mois-jour, en chiffres, par exemple 2026-11-24 pour le 24 novembre 2026.');
  const date = plainDate(Number(year), Number(month), Number(day));
  if (date === undefined)
    return refuse(
      'Cette date n’existe pas. Vérifiez le jour et le mois, par exemple 2026-11-24 pour le 24 novembre 2026.',
    );
  return ok(fromPlainDate(date));
}

/** A date that the code itself writes: `jour('2026-01-01')`. @throws TypeError when it does not exist */
export function jour(iso: string): Jour {
  return orThrow(parseJour(iso));
}

/** @returns undefined when the date does not exist, such as a 31 February, or is out of the years 1 to 9999 */
export function jourOf(year: number, month: number, day: number): Jour | undefined {
  const date = plainDate(year, month, day);
  return date && fromPlainDate(date);
}

export function toPlainDate(date: Jour): Temporal.PlainDate {
  return Temporal.PlainDate.from(date);
}

/** @throws RangeError out of the years 1 to 9999 */
export function fromPlainDate(date: Temporal.PlainDate): Jour {
  if (date.year < 1 || date.year > 9999) throw new RangeError(`Jour: the year ${date.year} is out of 1 to 9999`);
  return date.withCalendar('iso8601').toString() as Jour;
}

/** The date that clocks on the wall show at this instant. Overseas counters pass their zone, `Indian/Reunion`. */
export function jourFromInstant(instant: Temporal.Instant, zone = 'Europe/Paris'): Jour {
  return fromPlainDate(instant.toZonedDateTimeISO(zone).toPlainDate());
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

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  if (year < 1 || year > 9999 || month < 1 || day < 1) return undefined;
  const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' });
  return date.month === month && date.day === day ? date : undefined; // else it was brought back to one that exists
}
