import type { ChampParser } from '../../domain/champ.ts';
import { lu, VIDE } from '../lu.ts';
import type { CalculeOptions } from './definition.ts';

/** Only the rule gives it: whatever a form sends under its name is ignored. */
export const calculeParser: ChampParser<CalculeOptions, string | number | boolean> = {
  parse(_saisie, champ, contexte) {
    const valeur = contexte.calculs.get(champ.options.regle)?.valeur;
    return valeur === undefined ? VIDE : lu(valeur);
  },
  typed: () => ({}),
};
