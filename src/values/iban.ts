import type { Brand } from './brand.ts';
import { groupBy, NBSP, quote, removeSeparators } from './french.ts';
import { ok, type Result, refuse } from './result.ts';

/** An account in the SEPA area (ISO 13616), upper-case, without spaces. */
export type Iban = Brand<string, 'Iban'>;

/**
 * Checks the length and the pattern of the country, the ISO 7064 key and, for France and Monaco, the RIB key. Tolerates
 * spaces, hyphens and a leading « IBAN ». That the account exists and whose it is, only the bank knows.
 */
export function parseIban(input: string): Result<Iban> {
  const text = removeSeparators(input)
    .toUpperCase()
    .replace(/^IBAN:?/, '');
  if (text === '') return refuse(`Indiquez l’IBAN du compte, ${EXAMPLE}.`);
  if (/^\d{10}[0-9A-Z]{11}\d{2}$/.test(text))
    return refuse(
      `Ce numéro est un RIB. Indiquez l’IBAN, qui figure sur le même relevé et commence par FR, ${EXAMPLE}.`,
    );
  if (!/^[A-Z]{2}[0-9A-Z]+$/.test(text))
    return refuse(
      `Un IBAN commence par les deux lettres du pays, suivies de chiffres et de lettres sans autre signe, ${EXAMPLE}.`,
    );
  const country = text.slice(0, 2);
  const bban = BBAN_BY_COUNTRY.get(country);
  if (bban === undefined)
    return refuse(
      `Le compte doit être tenu dans un pays de l’espace SEPA, et ${quote(country)} n’en est pas un. Indiquez un IBAN ${EXAMPLE}.`,
    );
  const length = 4 + lengthOf(bban);
  if (text.length !== length)
    return refuse(
      `Un IBAN qui commence par ${country} a ${length} caractères, vous en avez saisi ${text.length}. Indiquez-le ${EXAMPLE}.`,
    );
  if (!/^\d{2}$/.test(text.slice(2, 4)) || !patternOf(bban).test(text.slice(4)))
    return refuse(
      `Cet IBAN n’a pas la forme de ceux de son pays${NBSP}: vérifiez que des lettres et des chiffres n’y sont pas confondus, comme O et 0. Indiquez-le ${EXAMPLE}.`,
    );
  if (!isIbanKeyValid(text) || (HAS_RIB_KEY.has(country) && !isRibKeyValid(text.slice(4))))
    return refuse(
      `Cet IBAN est faux${NBSP}: sa clé de contrôle ne correspond pas. Vérifiez chaque caractère sur votre relevé d’identité bancaire. Indiquez-le ${EXAMPLE}.`,
    );
  return ok(text as Iban);
}

/** « FR76 3000 6000 0112 3456 7890 189 », with non-breaking spaces. */
export function formatIban(iban: Iban): string {
  return groupBy(iban, [4]);
}

/** « FR76 •••• •••• •••• •••• •••• 189 »: enough for its holder to know it, not enough to use it. */
export function maskIban(iban: Iban): string {
  return groupBy(`${iban.slice(0, 4)}${'•'.repeat(iban.length - 7)}${iban.slice(-3)}`, [4]);
}

/** ISO 7064 MOD 97-10: the four first characters last, letters as 10 to 35, remainder 1. Keys run from 02 to 98. */
function isIbanKeyValid(iban: string): boolean {
  const key = Number(iban.slice(2, 4));
  const digits = Array.from(iban.slice(4) + iban.slice(0, 4), (character) => Number.parseInt(character, 36)).join('');
  return key >= 2 && key <= 98 && mod97(digits) === 1;
}

/** The « clé RIB » of French banks: bank, branch, account and key make a number that 97 divides; the key is 01 to 97. */
function isRibKeyValid(rib: string): boolean {
  const key = Number(rib.slice(-2));
  return key >= 1 && key <= 97 && mod97(Array.from(rib, ribDigit).join('')) === 0;
}

/** A to I are 1 to 9, J to R are 1 to 9 again, and S to Z are 2 to 9. */
function ribDigit(character: string): string {
  const index = 'ABCDEFGHIJKLMNOPQR.STUVWXYZ'.indexOf(character);
  return index === -1 ? character : String((index % 9) + 1);
}

/** Digit by digit, so that no number ever exceeds 969. */
function mod97(digits: string): number {
  return [...digits].reduce((remainder, digit) => (remainder * 10 + Number(digit)) % 97, 0);
}

/** `n` digits, `a` capital letters, `c` both, each with its count: the notation of the IBAN registry. */
function patternOf(bban: string): RegExp {
  return new RegExp(
    `^${bban.replace(/(\d+)([nac])/g, (_, size, kind) => `${CLASSES[kind as 'n' | 'a' | 'c']}{${size}}`)}$`,
  );
}

function lengthOf(bban: string): number {
  return [...bban.matchAll(/\d+/g)].reduce((sum, [size]) => sum + Number(size), 0);
}

const CLASSES = { n: '[0-9]', a: '[A-Z]', c: '[0-9A-Z]' };
const HAS_RIB_KEY: ReadonlySet<string> = new Set(['FR', 'MC']);
const EXAMPLE = `par exemple ${groupBy('FR7630006000011234567890189', [4])}`;

/**
 * The 41 countries of SEPA (European Payments Council, EPC409-09; the five of 2024 and 2025 included), with Gibraltar,
 * and the pattern of their accounts (SWIFT IBAN registry). French overseas accounts are `FR`.
 */
const BBAN_BY_COUNTRY: ReadonlyMap<string, string> = new Map([
  ['AD', '8n12c'],
  ['AL', '8n16c'],
  ['AT', '16n'],
  ['BE', '12n'],
  ['BG', '4a6n8c'],
  ['CH', '5n12c'],
  ['CY', '8n16c'],
  ['CZ', '20n'],
  ['DE', '18n'],
  ['DK', '14n'],
  ['EE', '16n'],
  ['ES', '20n'],
  ['FI', '14n'],
  ['FR', '10n11c2n'],
  ['GB', '4a14n'],
  ['GI', '4a15c'],
  ['GR', '7n16c'],
  ['HR', '17n'],
  ['HU', '24n'],
  ['IE', '4a14n'],
  ['IS', '22n'],
  ['IT', '1a10n12c'],
  ['LI', '5n12c'],
  ['LT', '16n'],
  ['LU', '3n13c'],
  ['LV', '4a13c'],
  ['MC', '10n11c2n'],
  ['MD', '20c'],
  ['ME', '18n'],
  ['MK', '3n10c2n'],
  ['MT', '4a5n18c'],
  ['NL', '4a10n'],
  ['NO', '11n'],
  ['PL', '24n'],
  ['PT', '21n'],
  ['RO', '4a16c'],
  ['RS', '18n'],
  ['SE', '20n'],
  ['SI', '15n'],
  ['SK', '20n'],
  ['SM', '1a10n12c'],
  ['VA', '18n'],
]);
