import type { Duree } from './duree.ts';
import { addDays, addMonths, type Jour, toPlainDate } from './jour.ts';
import { isFerie } from './jours-feries.ts';
import type { Territoire } from './territoire.ts';

/** « Jour ouvré »: Monday to Friday, public holidays excluded. A convention of this project: the texts do not define it. */
export function isOuvre(date: Jour, territoire: Territoire): boolean {
  return toPlainDate(date).dayOfWeek <= 5 && !isFerie(date, territoire);
}

/** The first working day strictly after `date`. */
export function nextOuvre(date: Jour, territoire: Territoire): Jour {
  return addJoursOuvres(date, 1, territoire);
}

/**
 * The `n`th working day after `date`, which itself does not count (CPC, art. 641): 10 working days from Thursday
 * 30 April 2026 end on Tuesday 19 May. A negative `n` counts back. Zero gives `date` as it is, worked or not.
 */
export function addJoursOuvres(date: Jour, n: number, territoire: Territoire): Jour {
  if (!Number.isInteger(n)) throw new RangeError(`addJoursOuvres: ${n} is not a whole number`);
  const step = Math.sign(n);
  let current = date;
  for (let left = Math.abs(n); left > 0; ) {
    current = addDays(current, step);
    if (isOuvre(current, territoire)) left--;
  }
  return current;
}

/**
 * The last day of a delay, which runs until its midnight (CPC, art. 641 and 642): the day of the event does not count,
 * months and years go « de quantième à quantième ». **No postponement**: this is how an administration’s own delay
 * runs, even to a Sunday. No text read says otherwise; to be confirmed by a lawyer.
 */
export function addDuree(event: Jour, delay: Duree, territoire: Territoire): Jour {
  switch (delay.unite) {
    case 'jours':
      return addDays(event, delay.nombre);
    case 'jours-ouvres':
      return addJoursOuvres(event, delay.nombre, territoire);
    case 'semaines':
      return addDays(event, 7 * delay.nombre);
    case 'mois':
      return addMonths(event, delay.nombre);
    case 'ans':
      return addMonths(event, 12 * delay.nombre);
  }
}

/**
 * « Délai franc »: neither the day of the event nor the day when the delay ends counts, so its last day is the one
 * after (CE 15 December 2023, n° 472836). Not postponed: see `postponeToOuvre`.
 */
export function addDureeFranche(event: Jour, delay: Duree, territoire: Territoire): Jour {
  return addDays(addDuree(event, delay, territoire), 1);
}

/**
 * `date` itself when it is a working day, else the next one. For what a **person** has to do before a court or, by
 * the same case law, an administration (CPC, art. 642; CE 5 June 2009, n° 312682; CE 19 September 2014, n° 362568).
 */
export function postponeToOuvre(date: Jour, territoire: Territoire): Jour {
  return isOuvre(date, territoire) ? date : nextOuvre(date, territoire);
}
