import { CheckboxGroup } from '../../../../platform/html/components/checkbox-group.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { choiceOptions, libelleDuChoix } from '../choix-options.ts';
import { commun } from '../commun.ts';
import type { ChoixMultipleOptions } from './definition.ts';

export const choixMultipleView: ChampView<ChoixMultipleOptions, readonly string[]> = {
  Champ: (props) => (
    <CheckboxGroup {...commun(props)} options={choiceOptions(props.champ.options.choix)} values={props.saisie.all()} />
  ),
  lire: (valeur, champ) => valeur.map((id) => libelleDuChoix(champ.options.choix, id)).join(', '),
};
