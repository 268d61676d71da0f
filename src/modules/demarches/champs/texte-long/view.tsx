import { TextArea } from '../../../../platform/html/components/text-area.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import type { TexteLongOptions } from './definition.ts';

export const texteLongView: ChampView<TexteLongOptions, string> = {
  Champ: (props) => (
    <TextArea
      {...commun(props)}
      value={props.saisie.get()}
      rows={props.champ.options.lignes}
      maxLength={props.champ.options.longueurMax}
    />
  ),
  lire: (valeur) => valeur,
};
