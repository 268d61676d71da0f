/** What is kept of an answer: plain JSON, its exact shape given by the type of the champ. */
export type Valeur = string | number | boolean | readonly Valeur[] | { readonly [cle: string]: Valeur };

/** The answers of a dossier, by id of champ. An absent id is an unanswered champ. */
export type Reponses = { readonly [champId: string]: Valeur };

/** Where a kept answer comes from. Absent: typed by the usager. */
export type Origine = {
  /** Registered name of the source, e.g. `api_particulier.quotient_familial`. */
  readonly source: string;
  /** Who gave it, as the usager reads it: « la CAF », « FranceConnect ». */
  readonly fournisseur: string;
  /** RFC 3339 instant at which we received it. */
  readonly obtenueLe: string;
  /** Certified answers are read-only: only the source can change them. */
  readonly certifiee: boolean;
  /** RFC 3339 instant at which the answer was erased, its time of conservation being over: the value is no longer there. */
  readonly effaceeLe?: string;
};

/**
 * By path of champ: `quotient`, or `enfants.s1.prenom` for one cell of the row whose `_id` is `s1`. Rows have keys, not
 * numbers, so that removing one never moves an origin to its neighbour.
 */
export type Origines = { readonly [chemin: string]: Origine };

/** Same content, whatever the order of the keys. */
export function memeValeur(a: Valeur | undefined, b: Valeur | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  const keys = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== Object.keys(b).length) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return keys.every((key) => right.has(key) && memeValeur(left.get(key), right.get(key)));
}
