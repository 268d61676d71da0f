import { YesNo } from '../../../../platform/html/components/radio-group.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import type { OuiNonOptions } from './definition.ts';

export const ouiNonView: ChampView<OuiNonOptions, boolean> = {
  Champ: (props) => <YesNo {...commun(props)} value={props.saisie.get()} />,
  lire: (valeur) => (valeur ? 'Oui' : 'Non'),
};
