import { NBSP } from '../../../../values/french.ts';
import type { ChampParser } from '../../domain/champ.ts';
import { lu, refus, VIDE } from '../lu.ts';
import { bornes, formatNombre, TROP_LONG, tidyNombre } from '../nombres.ts';
import type { NombreOptions } from './definition.ts';

export const nombreParser: ChampParser<NombreOptions, number> = {
  parse(saisie, champ) {
    const text = tidyNombre(saisie.get());
    if (text === '') return VIDE;
    const expected = attendu(champ.options);
    if (/^-?\d+[.,]\d+$/.test(text)) {
      return refus(`Indiquez un nombre entier, sans virgule ni point${NBSP}: ${expected}.`);
    }
    if (text.length > TROP_LONG || !/^[+-]?\d+$/.test(text)) {
      return refus(`Indiquez un nombre entier, en chiffres${NBSP}: ${expected}.`);
    }
    const { min, max } = champ.options;
    const valeur = Number(text) || 0; // no -0
    const isOut = !Number.isSafeInteger(valeur) || valeur < min || (max !== undefined && valeur > max);
    return isOut ? refus(`Indiquez un nombre entier${NBSP}: ${expected}.`) : lu(valeur);
  },
  typed: (valeur) => ({ '': String(valeur) }),
};

function attendu({ min, max }: NombreOptions): string {
  return bornes(formatNombre(min), max === undefined ? undefined : formatNombre(max)) ?? '';
}
