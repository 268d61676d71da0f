import { formatJour } from './format-jour.ts';
import { NBSP } from './french.ts';
import { jourFromInstant } from './jour.ts';

/** « 24 novembre 2026 à 14 h 05 », on the clocks of `zone`. */
export function formatInstant(instant: Temporal.Instant, zone = 'Europe/Paris'): string {
  const { hour, minute } = instant.toZonedDateTimeISO(zone);
  const minutes = String(minute).padStart(2, '0');
  return `${formatJour(jourFromInstant(instant, zone))} à ${hour}${NBSP}h${NBSP}${minutes}`;
}
