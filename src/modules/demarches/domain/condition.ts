import { faitsDeLigne, lignesOf } from './ligne.ts';
import type { Origines, Reponses, Valeur } from './valeur.ts';

/**
 * When a champ or a section is shown: a small typed tree, evaluated by this same code on the server and in the
 * browser. Dates compare as their ISO text, which orders like the calendar.
 */
export type Condition =
  | { readonly tous: readonly Condition[] }
  | { readonly un: readonly Condition[] }
  | { readonly non: Condition }
  | Test;

/** One comparison. Exactly one operator. */
export type Test = { readonly champ: string } & (
  | { readonly est: string | number | boolean }
  | { readonly parmi: readonly (string | number)[] }
  | { readonly contient: string | number }
  | { readonly au_moins: number | string }
  | { readonly au_plus: number | string }
  | { readonly plus_de: number | string }
  | { readonly moins_de: number | string }
  | { readonly rempli: boolean }
  | { readonly certifie: boolean }
  | { readonly un_element: Condition }
);

export const OPERATEURS = [
  'est',
  'parmi',
  'contient',
  'au_moins',
  'au_plus',
  'plus_de',
  'moins_de',
  'rempli',
  'certifie',
  'un_element',
] as const;
export type Operateur = (typeof OPERATEURS)[number];

/** What a condition looks at. In a row of a repetition, `reponses` holds the row over the answers of the dossier. */
export type Faits = { readonly reponses: Reponses; readonly origines: Origines };

/** An unanswered champ makes every comparison false, `rempli: false` and `certifie: false` excepted. */
export function isMet(condition: Condition, faits: Faits): boolean {
  if ('tous' in condition) return condition.tous.every((part) => isMet(part, faits));
  if ('un' in condition) return condition.un.some((part) => isMet(part, faits));
  if ('non' in condition) return !isMet(condition.non, faits);
  return isTestMet(condition, faits);
}

/** Ids of the champs that a condition looks at, those of a repetition's rows excepted. */
export function champsOf(condition: Condition): readonly string[] {
  if ('tous' in condition) return condition.tous.flatMap(champsOf);
  if ('un' in condition) return condition.un.flatMap(champsOf);
  if ('non' in condition) return champsOf(condition.non);
  return [condition.champ];
}

export function operateurOf(test: Test): Operateur | undefined {
  return OPERATEURS.find((operateur) => operateur in test);
}

function isTestMet(test: Test, faits: Faits): boolean {
  const valeur = lookUp(faits.reponses, test.champ);
  if ('rempli' in test) return isFilled(valeur) === test.rempli;
  if ('certifie' in test) return (valeur !== undefined && isCertified(test.champ, faits)) === test.certifie;
  if (valeur === undefined) return false;
  if ('est' in test) return valeur === test.est;
  if ('parmi' in test) return test.parmi.some((candidate) => candidate === valeur);
  if ('contient' in test) return contains(valeur, test.contient);
  if ('au_moins' in test) return compare(valeur, test.au_moins, (order) => order >= 0);
  if ('au_plus' in test) return compare(valeur, test.au_plus, (order) => order <= 0);
  if ('plus_de' in test) return compare(valeur, test.plus_de, (order) => order > 0);
  if ('moins_de' in test) return compare(valeur, test.moins_de, (order) => order < 0);
  return lignesOf(valeur).some((ligne) => isMet(test.un_element, faitsDeLigne(faits, test.champ, ligne)));
}

/** A part of a certified answer is certified with it. */
function isCertified(chemin: string, faits: Faits): boolean {
  return faits.origines[chemin.split('.', 1)[0] ?? '']?.certifiee === true;
}

/** `adresse.codeCommune` looks inside an answer made of parts. */
function lookUp(reponses: Reponses, chemin: string): Valeur | undefined {
  const [first = '', ...rest] = chemin.split('.');
  return rest.reduce<Valeur | undefined>(
    (valeur, partie) => (isObject(valeur) ? own(valeur, partie) : undefined),
    own(reponses, first),
  );
}

function own(object: Reponses, key: string): Valeur | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isFilled(valeur: Valeur | undefined): boolean {
  return valeur !== undefined && valeur !== '' && !(Array.isArray(valeur) && valeur.length === 0);
}

function contains(valeur: Valeur, looked: string | number): boolean {
  if (Array.isArray(valeur)) return valeur.includes(looked);
  return typeof valeur === 'string' && valeur.toLocaleLowerCase('fr').includes(String(looked).toLocaleLowerCase('fr'));
}

/** Only like with like: a number with a number, a text (a date) with a text. */
function compare(valeur: Valeur, reference: number | string, accepts: (order: number) => boolean): boolean {
  if (typeof valeur === 'number' && typeof reference === 'number') return accepts(valeur - reference);
  if (typeof valeur === 'string' && typeof reference === 'string') {
    return accepts(valeur < reference ? -1 : valeur > reference ? 1 : 0);
  }
  return false;
}

function isObject(valeur: Valeur | undefined): valeur is { readonly [cle: string]: Valeur } {
  return typeof valeur === 'object' && !Array.isArray(valeur);
}
