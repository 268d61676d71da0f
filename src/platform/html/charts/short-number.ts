import { formatNumber } from '../../../values/typography.ts';

/** « 12 k », « 3,4 M », « 850 »: three digits at most, for an axis or the end of a bar. */
export function shortNumber(value: number): string {
  return formatNumber(value, { notation: 'compact', maximumSignificantDigits: 3 });
}

/** « 12 M€ », « 340 k€ », « 850 € ». @param cents as `Montant` holds them; a tick of an axis may fall between two */
export function shortMontant(cents: number): string {
  const number = shortNumber(cents / 100);
  return /\p{L}$/u.test(number) ? `${number}€` : `${number}\u00a0€`;
}
