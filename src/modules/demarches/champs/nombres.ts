import { NBSP } from '../../../values/french.ts';

/** « 1 234,5 »: narrow non-breaking spaces between thousands, a comma. */
export function formatNombre(valeur: number): string {
  return FORMAT.format(valeur);
}

/** « 1 234,5 m² » */
export function avecUnite(valeur: number, unite: string | undefined): string {
  return unite ? `${formatNombre(valeur)}${NBSP}${unite}` : formatNombre(valeur);
}

/** « entre 1 et 10 », « 1 ou plus », « 10 ou moins »; undefined without bounds. */
export function bornes(min: string | undefined, max: string | undefined): string | undefined {
  if (min !== undefined && max !== undefined) return `entre ${min} et ${max}`;
  if (min !== undefined) return `${min} ou plus`;
  return max === undefined ? undefined : `${max} ou moins`;
}

/** Spaces of all kinds between groups of three digits, and a minus of any kind: as people write and paste numbers. */
export function tidyNombre(typed: string): string {
  return typed
    .replace(/^[\u2212\u2013]\s*/u, '-')
    .replace(/(?<=\d)\s(?=\d{3}(?!\d))/gu, '')
    .trim();
}

/** Longer than any number that is kept: not even tried. */
export const TROP_LONG = 40;

const FORMAT = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 10 });
