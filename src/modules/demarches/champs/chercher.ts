import { quote } from '../../../values/french.ts';
import { normaliseName } from '../../../values/names.ts';

/** What a text is compared by: neither case, accents, hyphens, apostrophes nor signs count. */
export function cleDeRecherche(text: string): string {
  return normaliseName(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The labels that a mistyped text may mean, at most three: those that contain it, else those two slips away from it. */
export function proposer(text: string, libelles: readonly string[]): readonly string[] {
  const cle = cleDeRecherche(text);
  if (cle === '' || cle.length > LONGUEUR_UTILE) return [];
  const containing = libelles.filter((libelle) => cleDeRecherche(libelle).includes(cle));
  if (containing.length > 0) return containing.slice(0, MAX);
  return libelles
    .map((libelle) => ({ libelle, slips: distance(cle, cleDeRecherche(libelle)) }))
    .filter(({ slips }) => slips <= Math.min(SLIPS, cle.length / 2))
    .sort((a, b) => a.slips - b.slips)
    .slice(0, MAX)
    .map(({ libelle }) => libelle);
}

/** « « École du Parc » ou « École du Port » » */
export function enumerer(libelles: readonly string[]): string {
  const quoted = libelles.map(quote);
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} ou ${last}`;
}

/** What was typed, to be quoted in a sentence: cut when it is long. */
export function citer(text: string): string {
  const characters = [...text.replace(/\s+/gu, ' ')];
  return quote(characters.length > 40 ? `${characters.slice(0, 40).join('').trim()}…` : characters.join(''));
}

/** Levenshtein's distance, given up beyond SLIPS. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > SLIPS) return Number.POSITIVE_INFINITY;
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}

const MAX = 3;
const SLIPS = 2;
/** No label is longer: what is typed beyond is not a slip. */
const LONGUEUR_UTILE = 100;
