import type { VNode } from 'preact';
import type { Champ, ChampType, ContexteChamp, Registre } from './champ.ts';
import { type Parties, type Saisie, saisieOfParties } from './saisie.ts';
import type { Origines, Valeur } from './valeur.ts';

/** @throws when two types have the same name: the démarches that use it would change meaning */
export function creerRegistre(types: Iterable<ChampType>): Registre {
  const registre = new Map<string, ChampType>();
  for (const type of types) {
    if (registre.has(type.type)) throw new Error(`Two types of champ are called ${type.type}`);
    registre.set(type.type, type);
  }
  return registre;
}

/** @throws when the registry has no such type: definitions are checked against it before they are used */
export function typeOf(champ: Champ, contexte: Pick<ContexteChamp, 'registre'>): ChampType {
  const type = contexte.registre.get(champ.type);
  if (!type) throw new Error(`Unknown type of champ ${champ.type}`);
  return type;
}

/** A kept answer as it would have been typed: to show a draft as a form, or to read it again before it is deposited. */
export function saisieOfValeur(champ: Champ, valeur: Valeur | undefined, contexte: ContexteChamp): Saisie {
  if (valeur === undefined) return saisieOfParties({});
  // Only once somebody reads it: a certified answer is not typed. The registry has forgotten the types of each type:
  // what it kept is what it gets back.
  let parties: Parties | undefined;
  return saisieOfParties(() => {
    parties ??= typeOf(champ, contexte).typed(valeur as never, champ as Champ<never>, contexte);
    return parties;
  });
}

/** A kept answer as people read it; `origines` lets the rows of a repetition tell where each cell comes from. */
export function lireValeur(
  champ: Champ,
  valeur: Valeur,
  contexte: ContexteChamp,
  origines: Origines = {},
): string | VNode {
  return typeOf(champ, contexte).lire(valeur as never, champ as Champ<never>, contexte, origines);
}
