import { type Jour, toPlainDate } from './jour.ts';

/**
 * - `long`: « 24 novembre 2026 », « 1er janvier 2027 »
 * - `full`: « mardi 24 novembre 2026 »
 * - `short`: « 24/11/2026 »
 */
export function formatJour(date: Jour, style: 'long' | 'full' | 'short' = 'long'): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  if (style === 'short') return date.split('-').reverse().join('/');
  const long = `${day === 1 ? '1er' : day} ${MONTHS[month - 1]} ${year}`;
  return style === 'full' ? `${WEEKDAYS[toPlainDate(date).dayOfWeek - 1]} ${long}` : long;
}

export const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
] as const;

/** Monday first, as in ISO 8601. */
const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;
