import type { ChampParser } from '../../domain/champ.ts';
import { lu, refus, VIDE } from '../lu.ts';
import type { ChoixOptions } from './definition.ts';

export const choixParser: ChampParser<ChoixOptions, string> = {
  parse(saisie, champ) {
    const typed = saisie.get();
    if (typed === '') return VIDE;
    const chosen = champ.options.choix.find(({ id }) => id === typed);
    return chosen ? lu(chosen.id) : refus('Choisissez l’une des réponses proposées.');
  },
  typed: (valeur) => ({ '': valeur }),
};
