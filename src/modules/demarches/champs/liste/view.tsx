import { Autocomplete } from '../../../../platform/html/components/autocomplete.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { libelleDuChoix } from '../choix-options.ts';
import { commun } from '../commun.ts';
import type { ListeOptions } from './definition.ts';

export const listeView: ChampView<ListeOptions, string> = {
  Champ: (props) => (
    <Autocomplete
      {...commun(props)}
      value={props.saisie.get()}
      suggestions={props.champ.options.choix.map(({ libelle }) => libelle)}
    />
  ),
  lire: (valeur, champ) => libelleDuChoix(champ.options.choix, valeur),
};
