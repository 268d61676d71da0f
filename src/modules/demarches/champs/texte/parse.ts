import type { ChampParser } from '../../domain/champ.ts';
import { compterCaracteres, tropLong } from '../longueur.ts';
import { lu, refus, VIDE } from '../lu.ts';
import type { TexteOptions } from './definition.ts';

export const texteParser: ChampParser<TexteOptions, string> = {
  parse(saisie, champ) {
    const valeur = saisie.get().replace(/\s+/gu, ' ').normalize('NFC');
    if (valeur === '') return VIDE;
    const longueur = compterCaracteres(valeur);
    if (longueur > champ.options.longueurMax) return refus(tropLong(longueur, champ.options.longueurMax));
    return lu(valeur);
  },
  typed: (valeur) => ({ '': valeur }),
};
