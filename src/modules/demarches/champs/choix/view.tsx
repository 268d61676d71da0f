import { RadioGroup } from '../../../../platform/html/components/radio-group.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { choiceOptions, libelleDuChoix } from '../choix-options.ts';
import { commun } from '../commun.ts';
import type { ChoixOptions } from './definition.ts';

export const choixView: ChampView<ChoixOptions, string> = {
  Champ: (props) => (
    <RadioGroup {...commun(props)} options={choiceOptions(props.champ.options.choix)} value={props.saisie.get()} />
  ),
  lire: (valeur, champ) => libelleDuChoix(champ.options.choix, valeur),
};
