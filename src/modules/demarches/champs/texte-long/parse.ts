import { tropLong } from '../../../../values/french.ts';
import type { ChampParser } from '../../domain/champ.ts';
import { compterCaracteres } from '../longueur.ts';
import { lu, refus, VIDE } from '../lu.ts';
import type { TexteLongOptions } from './definition.ts';

/** Line ends are kept, as `\n`. */
export const texteLongParser: ChampParser<TexteLongOptions, string> = {
  parse(saisie, champ) {
    const valeur = saisie.get().replace(/\r\n?/g, '\n').normalize('NFC');
    if (valeur === '') return VIDE;
    const longueur = compterCaracteres(valeur);
    if (longueur > champ.options.longueurMax) return refus(tropLong(champ.options.longueurMax, longueur));
    return lu(valeur);
  },
  typed: (valeur) => ({ '': valeur }),
};
