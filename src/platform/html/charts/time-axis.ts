import { daysBetween, type Jour, jourOf, toPlainDate } from '../../../values/jour.ts';

/** `under` stands below `label`: the year, once. */
export type TimeTick = { readonly jour: Jour; readonly label: string; readonly under?: string };

/**
 * The dates to write under a curve: first days of months, five at most so that they fit a phone; the first and the last
 * date when the time is too short for two of them,
 * or longer than the history of local authorities.
 */
export function timeTicks(from: Jour, to: Jour): readonly TimeTick[] {
  const months = monthsBetween(from, to);
  const fits = STEPS.map((step) => months.filter((month) => month % step === 0)).find(({ length }) => length <= MOST);
  const kept = (fits ?? []).flatMap((month) => firstDay(month) ?? []);
  return kept.length < 2 ? ends(from, to) : kept.map((jour, index) => monthTick(jour, kept[index - 1]));
}

/** Where a date stands between two others, in percent; in the middle when they are the same. */
export function timePosition(jour: Jour, from: Jour, to: Jour): number {
  const span = daysBetween(from, to);
  return span === 0 ? 50 : Math.round((daysBetween(from, jour) / span) * 10_000) / 100;
}

const MOST = 5;
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

/** Months are numbered from the year 0, so that a step of 12 falls on January. */
function monthsBetween(from: Jour, to: Jour): number[] {
  const number = (jour: Jour) => toPlainDate(jour).year * 12 + toPlainDate(jour).month - 1;
  const first = from.endsWith('-01') ? number(from) : number(from) + 1;
  return Array.from({ length: Math.max(0, number(to) - first + 1) }, (_, index) => first + index);
}

function firstDay(month: number): Jour | undefined {
  return jourOf(Math.floor(month / 12), (month % 12) + 1, 1);
}

function ends(from: Jour, to: Jour): readonly TimeTick[] {
  const days = from === to ? [from] : [from, to];
  return days.map((jour) => ({ jour, label: DAY.format(toPlainDate(jour)), under: jour.slice(0, 4) }));
}

function monthTick(jour: Jour, before: Jour | undefined): TimeTick {
  const label = MONTH.format(toPlainDate(jour));
  const year = jour.slice(0, 4);
  return before?.startsWith(year) ? { jour, label } : { jour, label, under: year };
}

const MONTH = new Intl.DateTimeFormat('fr-FR', { month: 'short' });
const DAY = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'short' });
