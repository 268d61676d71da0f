import { removeAccents } from './french.ts';
import { invisibles } from './invisibles.ts';

/**
 * Whether two writings are the same name of a person: « D’Arc-Lemaître » as typed and « D ARC LEMAITRE » as kept by a
 * register in capitals. An empty name is the same as no other. Close but different names (« Legall », « Le Gall »)
 * are different: a person then decides.
 */
export function sameName(a: string, b: string): boolean {
  const key = normaliseName(a);
  return key !== '' && key === normaliseName(b);
}

/**
 * A name made comparable: lower case without accents (composed or not), ligatures and barred letters spelt out;
 * apostrophes, hyphens, dots and spaces of every kind are one space; invisible characters are dropped. For comparing
 * and searching only: a name is shown and stored as its bearer writes it.
 */
export function normaliseName(name: string): string {
  return removeAccents(name.replace(INVISIBLE, ''))
    .toLowerCase()
    .replace(SPELT_OUT, (letter) => SPELLING.get(letter) ?? letter)
    .replace(SEPARATORS, ' ')
    .trim();
}

/** Letters that Unicode does not decompose. */
const SPELLING: ReadonlyMap<string, string> = new Map([
  ['œ', 'oe'],
  ['æ', 'ae'],
  ['ß', 'ss'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
]);
const SPELT_OUT = new RegExp(`[${[...SPELLING.keys()].join('')}]`, 'g');

/**
 * All that is not seen inside a word, joiners too: a register may not have kept them, and only what is read is compared.
 * Tabs and line ends separate words, as spaces do; other controls reach no name, from a form or from a register.
 */
const INVISIBLE = invisibles('softHyphen', 'zeroWidth', 'joiners', 'directionMarks', 'turning');

/** Spaces, dots, hyphens (ASCII, U+2010 to U+2015, minus), apostrophes (straight, typographic, modifier letters, accents). */
const SEPARATORS = /[\s.\u2010-\u2015\u2212\-'’‘‛ʼʹʻʽ`´′]+/g;
