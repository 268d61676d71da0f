import { NBSP } from '../../../../values/french.ts';
import type { ChampParser } from '../../domain/champ.ts';
import { citer, cleDeRecherche, enumerer, proposer } from '../chercher.ts';
import { libelleDuChoix } from '../choix-options.ts';
import { lu, refus, VIDE } from '../lu.ts';
import type { ListeOptions } from './definition.ts';

export const listeParser: ChampParser<ListeOptions, string> = {
  parse(saisie, champ) {
    const typed = saisie.get();
    if (typed === '') return VIDE;
    const { choix } = champ.options;
    const cle = cleDeRecherche(typed);
    const found = choix.find(({ libelle }) => libelle === typed || (cle !== '' && cleDeRecherche(libelle) === cle));
    return found
      ? lu(found.id)
      : refus(
          inconnu(
            typed,
            choix.map(({ libelle }) => libelle),
          ),
        );
  },
  typed: (valeur, champ) => ({ '': libelleDuChoix(champ.options.choix, valeur) }),
};

function inconnu(typed: string, libelles: readonly string[]): string {
  const proposals = proposer(typed, libelles);
  if (proposals.length === 0) {
    return `${citer(typed)} n’est pas dans la liste. Choisissez une réponse de la liste, par exemple ${enumerer(libelles.slice(0, 1))}.`;
  }
  return `${citer(typed)} n’est pas dans la liste. Choisissez une réponse de la liste${NBSP}: peut-être ${enumerer(proposals)}.`;
}
