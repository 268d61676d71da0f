import type { ChampParser } from '../../domain/champ.ts';
import { lu, refus, VIDE } from '../lu.ts';
import type { ChoixMultipleOptions } from './definition.ts';

export const choixMultipleParser: ChampParser<ChoixMultipleOptions, readonly string[]> = {
  parse(saisie, champ) {
    const typed = new Set(saisie.all().filter((id) => id !== ''));
    const chosen = champ.options.choix.map(({ id }) => id).filter((id) => typed.has(id));
    if (chosen.length < typed.size) return refus('Choisissez parmi les réponses proposées.');
    if (chosen.length === 0) return VIDE;
    const { max } = champ.options;
    if (max === undefined || chosen.length <= max) return lu(chosen);
    // Kept all the same: what depends on it stays on the page while one mends it.
    return { ok: false, erreurs: { '': `Choisissez ${max} réponse${max > 1 ? 's' : ''} au plus.` }, valeur: chosen };
  },
  typed: (valeur) => ({ '': valeur }),
};
