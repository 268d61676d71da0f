import type { ChampParser } from '../../domain/champ.ts';
import { lu, refus, VIDE } from '../lu.ts';
import type { OuiNonOptions } from './definition.ts';

export const ouiNonParser: ChampParser<OuiNonOptions, boolean> = {
  parse(saisie) {
    const typed = saisie.get();
    if (typed === '') return VIDE;
    return typed === 'oui' || typed === 'non' ? lu(typed === 'oui') : refus('Répondez par oui ou par non.');
  },
  typed: (valeur) => ({ '': valeur ? 'oui' : 'non' }),
};
