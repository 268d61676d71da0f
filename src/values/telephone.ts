import type { Brand } from './brand.ts';
import { groupBy, NBSP, quote, removeSeparators } from './french.ts';
import { ok, type Result, refuse } from './result.ts';

/** A telephone number in E.164: `+33549523535`, `+262262123456`. */
export type Telephone = Brand<string, 'Telephone'>;

/**
 * Reads a French number as people write it (05 49 52 35 35, +33 (0)5 49…, 0033…) with spaces, dots, hyphens or slashes,
 * and numbers of other countries with their +. Ten digits are enough for metropolitan France and for overseas, where
 * their first digits tell the country code; the Pacific territories need theirs. Short numbers (15, 3939) are refused:
 * nobody can be called back on one. The form is checked, not that the number is in service.
 */
export function parseTelephone(input: string): Result<Telephone> {
  const text = tidy(input);
  if (text === '') return refuse(`Indiquez un numéro de téléphone, ${EXAMPLE}.`);
  if (!/^\+?\d+$/.test(text))
    return refuse(
      `Un numéro de téléphone ne contient que des chiffres, avec un + au début s’il est étranger, ${EXAMPLE}.`,
    );
  if (!text.startsWith('+')) return parseNational(text);
  const home = HOMES.find(({ code }) => text.startsWith(code));
  if (home) return parseWithCode(home, text.slice(home.code.length));
  if (/^\+[1-9]\d{6,14}$/.test(text)) return ok(text as Telephone);
  return refuse(
    `Un numéro étranger commence par + et l’indicatif du pays, et a 15 chiffres au plus, par exemple ${quote(groupBy('+32475123456', [3, 3, 2]))}.`,
  );
}

/**
 * « 05 49 52 35 35 », « 0 800 123 456 », « +687 26 12 34 », « +32 475 12 34 56 », with non-breaking spaces. What is shown,
 * typed again, is the same number.
 */
export function formatTelephone(telephone: Telephone): string {
  const national = toNational(telephone);
  if (national !== undefined) return groupBy(national, national.startsWith('08') ? [1, 3] : [2]);
  const code = CALLING_CODE.exec(telephone)?.[0] ?? '';
  const rest = telephone.slice(code.length);
  return `${code}${NBSP}${groupBy(rest, rest.length % 2 === 1 ? [3, 2] : [2])}`;
}

function tidy(input: string): string {
  return removeSeparators(input.trim().replace(/^tel:/i, ''))
    .replaceAll('/', '')
    .replace(/^(\+|00)(\d{1,3})\(0\)/, '$1$2') // +33 (0)5: the 0 is for calls from inside
    .replace(/[()]/g, '')
    .replace(/^00(?=[1-9])/, '+');
}

function parseNational(digits: string): Result<Telephone> {
  if (/^0(?!508[01])[1-9]\d{8}$/.test(digits)) return ok(fromNational(digits)); // at Saint-Pierre, none begins with 0 or 1
  if (/^[1-9]\d{8}$/.test(digits))
    return refuse(`Il manque sans doute le 0 au début de ce numéro de téléphone. Écrivez-le ${EXAMPLE}.`);
  if (/^\d{6}$|^\d{8}$/.test(digits))
    return refuse(
      `Un numéro de téléphone a 10 chiffres, ${EXAMPLE}. Dans le Pacifique, commencez par l’indicatif${NBSP}: +687, +689 ou +681.`,
    );
  return refuse(
    `Un numéro de téléphone a 10 chiffres et commence par 0, ${EXAMPLE}. Un numéro étranger commence par + et l’indicatif du pays.`,
  );
}

function parseWithCode(home: Home, typed: string): Result<Telephone> {
  const digits = home.trunk ? typed.replace(/^0/, '') : typed;
  if (!home.subscriber.test(digits))
    return refuse(`Ce numéro n’a pas le nombre de chiffres attendu après ${home.code}. Écrivez-le ${home.example}.`);
  const telephone = `${home.code}${digits}` as Telephone;
  if (!home.trunk || digits.length < 9) return ok(telephone);
  const owner = codeOf(`0${digits}`);
  if (owner === home.code || (home.code !== '+33' && /^[89]/.test(digits))) return ok(telephone);
  // +33 692… is how a Réunion mobile is often kept in metropolitan files.
  if (home.code === '+33') return parseNational(`0${digits}`);
  return refuse(`Ce numéro ne correspond pas à l’indicatif ${home.code}. Écrivez-le ${home.example}.`);
}

/** @param digits ten, the first is 0 */
function fromNational(digits: string): Telephone {
  if (digits.startsWith('0508')) return `+508${digits.slice(4)}` as Telephone;
  return `${codeOf(digits)}${digits.slice(1)}` as Telephone;
}

/** The ten digits that reach this number from anywhere in France, where there are such. */
function toNational(telephone: Telephone): string | undefined {
  const home = HOMES.find(({ code }) => telephone.startsWith(code));
  if (!home?.trunk) return undefined;
  const digits = telephone.slice(home.code.length);
  const national = digits.length === 6 ? `0508${digits}` : `0${digits}`;
  return fromNational(national) === telephone ? national : undefined;
}

function codeOf(national: string): string {
  return OVERSEAS.find(([prefix]) => national.startsWith(prefix))?.[1] ?? '+33';
}

type Home = {
  readonly code: string;
  /** Whether numbers also have a form of ten digits that begins with 0. */
  readonly trunk: boolean;
  readonly subscriber: RegExp;
  readonly example: string;
};

/** The country codes of France. Lengths: Arcep, plan national de numérotation; the Pacific from libphonenumber 2026. */
const HOMES: readonly Home[] = [
  { code: '+33', trunk: true, subscriber: /^[1-9]\d{8}$/, example: example('+33549523535', [3, 1, 2]) },
  { code: '+262', trunk: true, subscriber: /^[1-9]\d{8}$/, example: example('+262262123456', [4, 3, 2]) },
  { code: '+590', trunk: true, subscriber: /^[1-9]\d{8}$/, example: example('+590590123456', [4, 3, 2]) },
  { code: '+594', trunk: true, subscriber: /^[1-9]\d{8}$/, example: example('+594594123456', [4, 3, 2]) },
  { code: '+596', trunk: true, subscriber: /^[1-9]\d{8}$/, example: example('+596596123456', [4, 3, 2]) },
  { code: '+508', trunk: true, subscriber: /^[2-9]\d{5}$|^[78]\d{8}$/, example: example('+508411234', [4, 2]) },
  { code: '+687', trunk: false, subscriber: /^\d{6}$/, example: example('+687261234', [4, 2]) },
  { code: '+689', trunk: false, subscriber: /^[48]\d{7}$/, example: example('+68940123456', [4, 2]) },
  { code: '+681', trunk: false, subscriber: /^\d{6}$/, example: example('+681721234', [4, 2]) },
];

/**
 * First digits that belong overseas (Arcep; the 0708 and 0709 ranges from libphonenumber 2026). Numbers in 08 and 09
 * belong to no territory by their prefix: ten digits are read as +33, and those written with another code keep it.
 */
const OVERSEAS: readonly (readonly [prefix: string, code: string])[] = [
  ['0262', '+262'],
  ['0263', '+262'],
  ['0269', '+262'],
  ['0639', '+262'],
  ['0692', '+262'],
  ['0693', '+262'],
  ['07092', '+262'],
  ['070935', '+262'],
  ['070936', '+262'],
  ['070937', '+262'],
  ['0590', '+590'],
  ['0690', '+590'],
  ['0691', '+590'],
  ['07090', '+590'],
  ['0594', '+594'],
  ['0694', '+594'],
  ['07093', '+594'],
  ['0596', '+596'],
  ['0696', '+596'],
  ['0697', '+596'],
  ['07091', '+596'],
  ['0508', '+508'],
  ['07084', '+508'],
  ['07085', '+508'],
];

/** ITU-T E.164: one digit for zones 1 and 7, two for those listed, else three. */
const CALLING_CODE = /^\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;
const EXAMPLE = example('0549523535', [2]);

function example(number: string, sizes: readonly number[]): string {
  return `par exemple ${quote(groupBy(number, sizes))}`;
}
