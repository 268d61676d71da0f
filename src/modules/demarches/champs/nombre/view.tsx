import { NumberField } from '../../../../platform/html/components/number-field.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import { avecUnite } from '../nombres.ts';
import type { NombreOptions } from './definition.ts';

export const nombreView: ChampView<NombreOptions, number> = {
  Champ: (props) => (
    <NumberField {...commun(props)} value={props.saisie.get()} unit={props.champ.options.unite} width={5} />
  ),
  lire: (valeur, champ) => avecUnite(valeur, champ.options.unite),
};
