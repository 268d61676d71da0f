import { NumberField } from '../../../../platform/html/components/number-field.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import { avecUnite } from '../nombres.ts';
import type { DecimalOptions } from './definition.ts';

export const decimalView: ChampView<DecimalOptions, number> = {
  Champ: (props) => (
    <NumberField {...commun(props)} value={props.saisie.get()} unit={props.champ.options.unite} decimal />
  ),
  lire: (valeur, champ) => avecUnite(valeur, champ.options.unite),
};
