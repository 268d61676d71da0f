import type { Json } from './canonical-json.ts';

export type PersonalDataFound = { readonly kind: string; readonly path: string };

/**
 * The first thing that has the shape of personal data, in a member's name or value. Only shapes that an identifier, a
 * hash, an amount or a date never has: a false alarm would stop a citizen's dossier.
 */
export function personalDataIn(value: Json, path = ''): PersonalDataFound | undefined {
  if (typeof value === 'string') return recognise(value, path);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const here = `${path}/${name}`;
    // The place itself would repeat the personal data when it is the name that holds it.
    const found = recognise(name, `${path}/…`) ?? personalDataIn(member, here);
    if (found) return found;
  }
  return undefined;
}

const SHAPES: readonly (readonly [kind: string, hasShape: (text: string) => boolean])[] = [
  ['e-mail address', (text) => /[^\s@]@[^\s@]+\.[a-z]{2,}/i.test(text)],
  ['telephone number', (text) => /^(?:\+33|0033|0)[ .-]?[1-9](?:[ .-]?\d{2}){4}$/.test(text)],
  ['social security number', isSocialSecurityNumber],
  ['IBAN', (text) => /^FR\d{2}(?: ?[0-9A-Z]){23}$/.test(text)],
];

function recognise(text: string, path: string): PersonalDataFound | undefined {
  const shape = SHAPES.find(([, hasShape]) => hasShape(text));
  return shape && { kind: shape[0], path };
}

/** Thirteen figures and a key of two, which must be right: other numbers of fifteen figures exist. */
function isSocialSecurityNumber(text: string): boolean {
  const parts = /^([1-478]\d{4}(?:\d{2}|2[AB])\d{6})(\d{2})$/.exec(text.replace(/[\s.-]/g, ''));
  if (!parts?.[1]) return false;
  const number = Number(parts[1].replace('2A', '19').replace('2B', '18'));
  return 97 - (number % 97) === Number(parts[2]);
}
