import { NBSP } from './french.ts';
import { centimes, formatMontant, type Montant } from './montant.ts';
import { ok, type Result, refuse } from './result.ts';

/**
 * Reads an amount as people type it in French: « 1 234,56 », « 12,5 € », « 12.50 », « 1.234,56 ». What could be read
 * in two ways is refused rather than guessed: « 1.234 » may be a thousand or a little more than one euro.
 * @param options.allowNegative refused by default, because few fields mean it
 */
export function parseMontant(input: string, options: { allowNegative?: boolean } = {}): Result<Montant> {
  const text = tidy(input);
  if (text === '') return refuse(`Indiquez un montant en euros, par exemple ${EXAMPLE}.`);
  if (text.length > MAX_LENGTH) return refuse(TOO_BIG);
  if (/[^\d ,.-]/.test(text))
    return refuse(`Un montant s’écrit en chiffres, sans lettre ni autre signe, par exemple ${EXAMPLE}.`);
  const parts = UNAMBIGUOUS.map((shape) => shape.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return refuse(explain(text));
  const cents = toCents(parts['integer'] ?? '', parts['fraction'] ?? '');
  if (!Number.isSafeInteger(cents)) return refuse(TOO_BIG);
  const isNegative = parts['sign'] === '-' && cents > 0;
  if (isNegative && !options.allowNegative)
    return refuse(`Le montant ne peut pas être négatif. Indiquez-le sans signe moins, par exemple ${EXAMPLE}.`);
  return ok(centimes(isNegative ? -cents : cents));
}

/** One space between groups, a plain minus, no currency. */
function tidy(input: string): string {
  return input
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/ ?(?:€|euros?|eur)$/i, '')
    .replace(/^[\u2212\u2013]/, '-');
}

function toCents(integer: string, fraction: string): number {
  return Number(integer.replace(/[ .,]/g, '')) * 100 + Number(fraction.padEnd(2, '0'));
}

function explain(text: string): string {
  if (/[.,]\d{3}$/.test(text))
    return `Ce montant peut se lire de deux façons${NBSP}: écrivez-le avec une virgule et deux chiffres au plus après elle, par exemple ${EXAMPLE}.`;
  if (/[.,]\d{3,}$/.test(text)) return `Un montant a deux chiffres au plus après la virgule, par exemple ${EXAMPLE}.`;
  if (/^-? ?\d[\d ]* [\d ]*(?:[.,]\d{1,2})?$/.test(text))
    return `Les espaces de ce montant ne séparent pas des groupes de trois chiffres. Écrivez-le par exemple ${EXAMPLE}.`;
  return `Ce montant n’est pas compris. Écrivez-le par exemple ${EXAMPLE}.`;
}

/** Plain or spaced thousands with either decimal sign; dotted thousands only with a decimal comma, and the reverse. */
const UNAMBIGUOUS = [
  /^(?<sign>-?) ?(?<integer>\d+)(?:[.,](?<fraction>\d{1,2}))?$/,
  /^(?<sign>-?) ?(?<integer>\d{1,3}(?: \d{3})+)(?:[.,](?<fraction>\d{1,2}))?$/,
  /^(?<sign>-?) ?(?<integer>\d{1,3}(?:\.\d{3})+),(?<fraction>\d{1,2})$/,
  /^(?<sign>-?) ?(?<integer>\d{1,3}(?:,\d{3})+)\.(?<fraction>\d{1,2})$/,
];
const EXAMPLE = formatMontant(centimes(123_456));
const TOO_BIG = `Ce montant est trop grand. Vérifiez le nombre de chiffres, par exemple ${EXAMPLE}.`;
/** Longer than any safe amount with its spaces; keeps the shapes above away from absurd inputs. */
const MAX_LENGTH = 40;
