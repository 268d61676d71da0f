import { SHORT_FORMS, wordsOf } from './slug.ts';

/** More words than the longest name has: the rest cannot help. */
const MOST_WORDS = 12;

/**
 * What somebody typed, as a `tsquery`: every word, perhaps only begun. « St Den » finds Saint-Denis, and « st »
 * still finds Stains. Empty when nothing was typed that could be searched for.
 */
export function searchQuery(typed: string): string {
  return wordsOf(typed.slice(0, 200))
    .slice(0, MOST_WORDS)
    .map((word) => {
      const full = SHORT_FORMS.get(word);
      // Letters a to z and digits only: nothing in them has a meaning in a tsquery.
      return full ? `('${word}':* | '${full}':*)` : `'${word}':*`;
    })
    .join(' & ');
}

/** The beginning of the name that it is, if it is one: « saint den ». */
export function searchPrefix(typed: string): string {
  return wordsOf(typed.slice(0, 200))
    .map((word) => SHORT_FORMS.get(word) ?? word)
    .join(' ');
}
