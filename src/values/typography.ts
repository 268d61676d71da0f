const NBSP = '\u00a0';

/**
 * French typography for a composed sentence: typographic apostrophes; a non-breaking space before `; : ? ! » € %`
 * and after «, between a number and its unit, inside a date or a large number. Addresses (web, e-mail) are left as
 * they are. Applying it twice changes nothing. Only for what Parvis writes, never for what a person typed.
 */
export function fr(text: string): string {
  return apply([...PUNCTUATION, ...NUMBERS], text);
}

/** The part of `fr` that no page may lack: apostrophes, and what stands before or after a sign. */
export function punctuate(text: string): string {
  return apply(PUNCTUATION, text);
}

/** « 12 840 », « 0,5 »: with spaces that every font draws and that no line break enters. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  const text = options ? value.toLocaleString('fr-FR', options) : PLAIN_NUMBER.format(value);
  return text.replaceAll(/[\u202f ]/g, NBSP);
}

/** Made once: a table of figures has thousands of them, and `toLocaleString` makes another each time. */
const PLAIN_NUMBER = new Intl.NumberFormat('fr-FR');

/** Split on a capturing group: odd parts are the addresses. */
const ADDRESS = /((?:https?:\/\/|www\.|(?:mailto|tel):)[^\s«»]+|[^\s@«»()<>]+@[^\s@«»()<>]+)/u;

const MONTHS = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';

const UNITS = [
  'euros?|centimes?|points?',
  'km|m|cm|mm|m²|m2|m³|ha',
  'kg|g|t|l|kWh',
  'ko|Ko|Mo|Go|To',
  'h|min|s|ms',
  'ans?|mois|semaines?|jours?|heures?|minutes?|secondes?',
  'enfants?|habitants?|dossiers?|repas|pages?|°C',
].join('|');

type Rule = readonly [pattern: RegExp, replacement: string];

const PUNCTUATION: readonly Rule[] = [
  [/(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}«])/gu, '’'],
  [/«[ \u00a0\u202f]*/gu, `«${NBSP}`],
  [/[ \u00a0\u202f]+(?=[;:?!»€%‰])/gu, NBSP],
  [/(?<=[^\s«])(?=»)/gu, NBSP],
  [/(?<=[\p{L}\p{N}»)\]…%€‰])(?=[;:?!]+(?:[\s)\]»]|$))/gu, NBSP],
  [/(?<=\p{N})(?=[€%‰])/gu, NBSP],
];

const NUMBERS: readonly Rule[] = [
  [new RegExp(`(?<=\\p{N}) (?=(?:${UNITS})(?![\\p{L}\\p{N}]))`, 'gu'), NBSP],
  [new RegExp(`(?<=\\b(?:\\d{1,2}|1er)) (?=(?:${MONTHS})(?!\\p{L}))`, 'gu'), NBSP],
  [/(?<=\d) (?=\d{3}(?!\d))/gu, NBSP],
  [/(?<=\d\u00a0h) (?=\d{2}(?!\d))/gu, NBSP],
  [/(?<=[nN]°) (?=\d)/gu, NBSP],
  [/(?<=(?<!\p{L})(?:M\.|MM\.|Mme|Mmes|Dr)) (?=\p{Lu})/gu, NBSP],
];

function apply(rules: readonly Rule[], text: string): string {
  const typeset = (part: string) => rules.reduce((current, [from, to]) => current.replace(from, to), part);
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? part : typeset(part)))
    .join('');
}
