/**
 * The text as the typeface of letters can draw it: it holds the alphabets of western and central Europe. Elsewhere, an
 * accent that it has not is left out (« ễ » becomes « e ») and any other sign becomes a question mark: a letter never
 * shows the empty box of an unknown glyph. A word longer than a line is cut.
 */
export function printable(text: string): string {
  return Array.from(text.normalize('NFC'), printableCharacter).join('').replace(ENDLESS_WORD, '$& ');
}

function printableCharacter(character: string): string {
  if (character === '\n' || DRAWN.test(character)) return character;
  const known = REPLACEMENTS.get(character) ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
  if (known !== '' && [...known].every((part) => DRAWN.test(part))) return known;
  return INVISIBLE.test(character) ? '' : '?';
}

/** Every character of Atkinson Hyperlegible Next that stands alone. glyphs.test.ts draws them all. */
export const DRAWN =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00b4\u00b6-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126-\u0127\u012a-\u012b\u012e-\u0133\u0136-\u0137\u0139-\u013e\u0141-\u0148\u0150-\u0155\u0158-\u015b\u015e-\u0165\u016a-\u016b\u016e-\u017e\u0192\u0218-\u021b\u0237\u02c6-\u02c7\u02d8-\u02dd\u1e80-\u1e85\u1e9e\u1ef2-\u1ef3\u2009\u2013-\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039-\u203a\u2044\u20ac\u2122\u2212\u221e\u2248\u2260\u2264-\u2265]$/u;

/** Setting a word that never ends takes a time that grows with the square of its length. */
const ENDLESS_WORD = /[^ \n]{70}(?=[^ \n])/gu;

const REPLACEMENTS = new Map([
  ['\t', ' '],
  ['\u202f', '\u00a0'],
  ['\u2007', '\u00a0'],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['\u2012', '–'],
  ['\u2015', '—'],
  ['\u2192', '–'],
  ['\u00b5', 'u'],
]);

const INVISIBLE = /[\p{C}\p{Z}\p{M}]/u;
