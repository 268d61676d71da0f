import { NBSP } from '../../../values/french.ts';
import { formatNombre } from './nombres.ts';

/** As people count: an emoji or a rare letter is one. */
export function compterCaracteres(text: string): number {
  return [...text].length;
}

export function tropLong(longueur: number, max: number): string {
  return `Écrivez ${formatNombre(max)}${NBSP}caractères au plus${NBSP}; il y en a ${formatNombre(longueur)}.`;
}
