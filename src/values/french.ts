import { invisibles } from './invisibles.ts';

/** Non-breaking space: before `: ; ? !`, inside « », between a number and its unit. */
export const NBSP = '\u00a0';

/** `count(1, 'chiffre')` is « 1 chiffre », `count(1000, 'chiffre')` is « 1 000 chiffres ». For nouns that take an s. */
export function count(n: number, noun: string): string {
  return `${NUMBERS.format(n)}${NBSP}${noun}${Math.abs(n) >= 2 ? 's' : ''}`;
}

/** « Écrivez 2 000 caractères au plus. », when a text is too long; with how many it has, when told. */
export function tropLong(max: number, length?: number): string {
  const most = `Écrivez ${count(max, 'caractère')} au plus`;
  return length === undefined ? `${most}.` : `${most}${NBSP}; il y en a ${NUMBERS.format(length)}.`;
}

/** `« texte »`, with its non-breaking spaces. */
export function quote(text: string): string {
  return `«${NBSP}${text}${NBSP}»`;
}

/**
 * « du Cnous », « de la CAF ou de la MSA », « d’Élodie Marchand ». Before an H, some names elide and some do not: none
 * does here.
 *
 * @param nom with its article, if it has one
 */
export function de(nom: string): string {
  return nom
    .split(' ou ')
    .map((one) => {
      if (one.startsWith('le ')) return `du ${one.slice(3)}`;
      return /^[aeiou]/i.test(removeAccents(one)) ? `d’${one}` : `de ${one}`;
    })
    .join(' ou ');
}

/** « La CAF ou la MSA » begins a sentence. */
export function capitalize(text: string): string {
  return `${text.charAt(0).toLocaleUpperCase('fr')}${text.slice(1)}`;
}

/** Cuts a text into groups joined by non-breaking spaces: `groupBy('732829320', [3, 3, 3])`. The last size repeats. */
export function groupBy(text: string, sizes: readonly number[]): string {
  const groups: string[] = [];
  let start = 0;
  for (let index = 0; start < text.length; index++) {
    const size = sizes[Math.min(index, sizes.length - 1)];
    if (size === undefined || size < 1) throw new RangeError('groupBy: every size must be at least 1');
    groups.push(text.slice(start, start + size));
    start += size;
  }
  return groups.join(NBSP);
}

/**
 * Removes what people and word processors put inside a number: every kind of space (`\s` covers the non-breaking and
 * thin ones), zero-width characters, dots and every kind of hyphen.
 */
export function removeSeparators(text: string): string {
  return text.replace(UNSEEN, '').replace(/[\s.\u2010-\u2015\u2212-]/g, '');
}

/** A number has no joiner to keep. */
const UNSEEN = invisibles('softHyphen', 'zeroWidth', 'joiners');

/** « lien reçu à… » → « Lien reçu à… »: the first letter, and no other. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Letters without their accents, for comparing: « Février » and « fevrier ». */
export function removeAccents(text: string): string {
  return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
}

const NUMBERS = new Intl.NumberFormat('fr-FR');
