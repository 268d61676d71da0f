import { NBSP } from '../../../../values/french.ts';
import type { RepetitionOptions } from './definition.ts';

type Mots = Pick<RepetitionOptions, 'libelleElement' | 'pluriel' | 'genre'>;

/** « Enfant 2 » */
export function titreDeLigne({ libelleElement }: Mots, index: number): string {
  return `${libelleElement.charAt(0).toLocaleUpperCase('fr')}${libelleElement.slice(1)}${NBSP}${index + 1}`;
}

/** « Ajouter un enfant », then « Ajouter une autre personne » */
export function motAjouter({ libelleElement, genre }: Mots, alreadyThere: number): string {
  return `Ajouter ${genre === 'feminin' ? 'une' : 'un'} ${alreadyThere > 0 ? 'autre ' : ''}${libelleElement}`;
}

/** « un enfant », « 3 enfants » */
export function combienDeLignes(n: number, { libelleElement, pluriel, genre }: Mots): string {
  if (n > 1) return `${n}${NBSP}${pluriel ?? `${libelleElement}s`}`;
  return `${genre === 'feminin' ? 'une' : 'un'} ${libelleElement}`;
}
