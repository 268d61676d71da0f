import { NBSP, removeAccents, removeSeparators } from '../../../values/french.ts';
import { addDays, jour, jourOf, parseJour } from '../../../values/jour.ts';
import { toDecimal } from '../../../values/montant.ts';
import { parseMontant } from '../../../values/parse-montant.ts';
import { parseSiret } from '../../../values/siret.ts';
import { type Defaut, defaut } from './defaut.ts';

/**
 * A cell read with indulgence: `texte` is as the schema wants it, or as it was when nothing could be made of it. What
 * was done, or could not be, is told. Only what can be read in one way is repaired.
 */
export type Cellule = { readonly texte: string; readonly defaut?: Defaut };

export type LireCellule = (colonne: string, brut: string) => Cellule;

/** No date nor choice is longer: the patterns below never see a cell made to exhaust them. */
const LONGEST = 200;

/** Spaces around, and what spreadsheets write for nothing. */
export const lireTexte: LireCellule = (_, brut) => ({ texte: trimmed(brut) });

/** The same text, capitals and accents apart, of a closed list. @param synonymes other ways to write one of them */
export function lireChoix(valeurs: readonly string[], synonymes: Readonly<Record<string, string>> = {}): LireCellule {
  const known = new Map([
    ...valeurs.map((valeur) => [foldedText(valeur), valeur] as const),
    ...Object.entries(synonymes).map(([synonyme, valeur]) => [foldedText(synonyme), valeur] as const),
  ]);
  return (colonne, brut) => {
    const texte = trimmed(brut);
    if (texte === '' || texte.length > LONGEST || valeurs.includes(texte)) return { texte };
    const meant = known.get(foldedText(texte));
    return meant === undefined ? { texte } : repaired(colonne, 'valeur_reecrite', brut, meant);
  };
}

/** Whatever a spreadsheet did to the 14 digits, when they can still be told. */
export const lireSiret: LireCellule = (colonne, brut) => {
  const texte = trimmed(brut);
  if (texte === '' || /^\d{14}$/.test(texte)) return { texte };
  if (/^\d+(?:[.,]\d+)?e\+?\d+$/i.test(texte)) return { texte, defaut: defaut(colonne, 'siret_ecrase', brut) };
  const isDecimal = /^\d{9,14}[.,]0+$/.test(texte);
  const digits = removeSeparators(isDecimal ? texte.replace(/[.,]0+$/, '') : texte);
  if (!/^\d{9,14}$/.test(digits)) return { texte };
  if (digits.length === 14) return repaired(colonne, isDecimal ? 'siret_decimale' : 'valeur_reecrite', brut, digits);
  const padded = digits.padStart(14, '0');
  // Nine digits are a SIREN, and would have lost five zeros: nobody has such a number.
  if (digits.length < 12 || !parseSiret(padded).ok) return { texte };
  return repaired(colonne, 'siret_zeros', brut, padded);
};

export const lireRna: LireCellule = (colonne, brut) => {
  const texte = trimmed(brut);
  const rna = removeSeparators(texte).toUpperCase();
  return rna === texte || !/^W\d{9}$/.test(rna) ? { texte } : repaired(colonne, 'valeur_reecrite', brut, rna);
};

export const lireDate: LireCellule = (colonne, brut) => {
  const texte = trimmed(brut);
  if (texte === '' || parseJour(texte).ok) return { texte };
  const read = dateOf(texte);
  if (read === undefined) return { texte, defaut: defaut(colonne, 'date_fausse', brut) };
  return repaired(colonne, /^\d{5}/.test(texte) ? 'date_tableur' : 'date_reecrite', brut, read);
};

const ISO_DATE = String.raw`\d{4}-\d{2}-\d{2}`;
const PERIODE = new RegExp(`^${ISO_DATE}(?:/${ISO_DATE})?$`);

/** A date, or two: « 06/12/2022 », « 2017-01-01_2017-12-31 », « du 01/01/2022 au 31/12/2022 ». */
export const lirePeriode: LireCellule = (colonne, brut) => {
  const texte = trimmed(brut);
  if (texte === '') return { texte };
  if (PERIODE.test(texte)) return { texte, ...suspect(colonne, texte) };
  if (texte.length > LONGEST) return { texte, defaut: defaut(colonne, 'date_fausse', brut) };
  const bounds = texte
    .replace(/^(?:du|de|entre)\s+/i, '')
    .split(/\s*(?:_|\s(?:au|à|et|-)\s|(?<=\d{4}-\d{2}-\d{2})\/)\s*/)
    .map((bound) => (parseJour(bound).ok ? bound : dateOf(bound)));
  const [first, last] = bounds;
  if (first === undefined || bounds.length > 2 || bounds.includes(undefined)) {
    return { texte, defaut: defaut(colonne, 'date_fausse', brut) };
  }
  return repaired(colonne, 'date_reecrite', brut, last === undefined ? first : `${first}/${last}`);
};

/** What the schema accepts and no calendar does: the published example itself has both. */
function suspect(colonne: string, periode: string): Pick<Cellule, 'defaut'> {
  const [first = '', last = first] = periode.split('/');
  if (!parseJour(first).ok || !parseJour(last).ok) return { defaut: defaut(colonne, 'periode_inexistante', periode) };
  return last < first ? { defaut: defaut(colonne, 'periode_renversee', periode) } : {};
}

/** As it is to be read, or nearly: most are, and need no other look. */
const MONTANT = /^[1-9]\d{0,12}(?:\.\d\d?)?$/;

/** An amount as people or spreadsheets write it, to the cent. */
export const lireMontant: LireCellule = (colonne, brut) => {
  const texte = trimmed(brut);
  if (texte === '') return { texte };
  if (MONTANT.test(texte)) return { texte: withCents(texte) };
  const machine = /^([+-]?)(\d{1,13})(?:\.(\d*))?$/.exec(texte);
  if (machine) return machineAmount(colonne, brut, machine);
  const lu = parseMontant(texte, { allowNegative: true });
  return lu.ok
    ? repaired(colonne, 'montant_reecrit', brut, toDecimal(lu.value))
    : { texte, defaut: defaut(colonne, 'montant_faux', brut) };
};

function withCents(texte: string): string {
  const point = texte.indexOf('.');
  if (point < 0) return `${texte}.00`;
  return point === texte.length - 2 ? `${texte}0` : texte;
}

/** A point is the decimal sign there, however many digits follow it. */
function machineAmount(colonne: string, brut: string, [, sign = '', integer = '', fraction = '']: RegExpExecArray) {
  const negative = sign === '-';
  const cents = Math.round(Number(`${integer}.${fraction || '0'}`) * 100);
  const texte = `${negative && cents > 0 ? '-' : ''}${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  if (negative || cents === 0) return { texte, defaut: defaut(colonne, 'montant_negatif', brut) };
  // 269314.85000000003 is how a computer writes 269314.85.
  const isNoise = Math.abs(Number(`${integer}.${fraction || '0'}`) - cents / 100) < 1e-6;
  return fraction.length > 2 && !isNoise ? repaired(colonne, 'montant_arrondi', brut, texte) : { texte };
}

/** The part of a beneficiary: « 45 % », « 0,45 » and « 45 » are 0.45. */
export const lirePart: LireCellule = (colonne, brut) => {
  const texte = trimmed(brut);
  if (texte === '' || /^(?:0?\.\d+|0|1(?:\.0*)?)$/.test(texte)) return { texte };
  const [, number, percent] = /^(\d{1,3}(?:[.,]\d+)?)\s?(%?)$/.exec(texte) ?? [];
  if (number === undefined) return { texte };
  const value = Number(number.replace(',', '.'));
  const part = percent === '%' || value > 1 ? value / 100 : value;
  if (part < 0.01 || part > 1) return { texte };
  return repaired(colonne, 'part_reecrite', brut, String(Number(part.toFixed(6))));
};

/** A code that has lost its zeros: `1` is `01`. */
export function lireCode(motif: RegExp, longueur: number): LireCellule {
  return (colonne, brut) => {
    const texte = trimmed(brut);
    if (texte === '' || motif.test(texte)) return { texte };
    const padded = texte.padStart(longueur, '0');
    if (/^\d+$/.test(texte) && motif.test(padded)) return repaired(colonne, 'code_zeros', brut, padded);
    return { texte, defaut: defaut(colonne, 'code_faux', brut) };
  };
}

/** `<e9>`, `R?union` and � are what is left of an accented letter that somebody wrote in the wrong encoding. */
export function isDamaged(texte: string): boolean {
  return /<[0-9a-fA-F]{2}>|\ufffd|(?<=\p{L})\?\p{L}/u.test(texte); // Begins by a rare sign: looked for at once.
}

function repaired(colonne: string, code: Defaut['code'], brut: string, texte: string): Cellule {
  return { texte, defaut: defaut(colonne, code, brut, texte) };
}

function trimmed(brut: string): string {
  return brut.trim();
}

/** Without capitals, accents nor spaces, and with one kind of separator. */
function foldedText(texte: string): string {
  return removeAccents(texte)
    .toLowerCase()
    .replaceAll(NBSP, ' ')
    .replace(/\s*[;,/]\s*|\s+et\s+/g, ';')
    .replace(/\s+/g, ' ')
    .trim();
}

/** « 06/12/2022 », « 6-12-22 », « 2022-12-06 00:00:00 », « 44901 » (days since the 30 December 1899). */
function dateOf(texte: string): string | undefined {
  const iso = /^(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?$/.exec(texte)?.[1];
  if (iso !== undefined) return parseJour(iso).ok ? iso : undefined;
  if (/^[2-5]\d{4}(?:[.,]0+)?$/.test(texte)) return addDays(EXCEL_ZERO, Number.parseInt(texte, 10));
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: 00:00(?::00)?)?$/.exec(texte) ?? [];
  if (year === undefined) return undefined;
  return jourOf(Number(year) + (year.length === 2 ? 2000 : 0), Number(month), Number(day));
}

const EXCEL_ZERO = jour('1899-12-30');
