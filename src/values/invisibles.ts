/**
 * Finds the characters of these sets: for `replace` and `search`. Whoever takes characters away, or refuses them, says why
 * those sets: a joiner is needed to write Persian or a family of emoji, and a control is needed by nobody.
 */
export function invisibles(...sets: readonly Invisibles[]): RegExp {
  return new RegExp(`[${sets.map((name) => SETS[name]).join('')}]`, 'g');
}

/** Variation selectors and tags are in none: they choose the picture of an emoji, and the flag of a country. */
export type Invisibles = keyof typeof SETS;

/** By what they do. No character is in two. */
const SETS = {
  /** C0, DEL and C1 without what lays a text out. PostgreSQL keeps no text that has a NUL. */
  controls: '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f',
  /** The controls that lay a text out: tab, line feed, carriage return, next line. */
  layout: '\\t\\n\\r\\u0085',
  /** The separators of lines and paragraphs of Unicode. */
  lineSeparators: '\\u2028\\u2029',
  /** Embeddings, overrides and isolates: they turn round what follows, and can make a page say something else. */
  turning: '\\u202a-\\u202e\\u2066-\\u2069',
  /** They only say which way their neighbours are read, as Arabic and Hebrew need beside a figure. */
  directionMarks: '\\u061c\\u200e\\u200f',
  /** Joiner and non-joiner: letters of Persian and of the scripts of India, and what makes one emoji of several. */
  joiners: '\\u200c\\u200d',
  /** Where a word may be cut at the end of a line: a text copied from a page has some inside its words. */
  softHyphen: '\\u00ad',
  /** Zero-width space, word joiner, invisible operators of mathematics, byte order mark. */
  zeroWidth: '\\u200b\\u2060-\\u2065\\ufeff',
} as const;
