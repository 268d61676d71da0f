import { TextField } from '../../../../platform/html/components/text-field.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import type { TexteOptions } from './definition.ts';

export const texteView: ChampView<TexteOptions, string> = {
  Champ: (props) => (
    <TextField
      {...commun(props)}
      value={props.saisie.get()}
      autocomplete={props.champ.options.autocomplete}
      {...(props.champ.options.lien ? { inputmode: 'url', spellcheck: false } : {})}
    />
  ),
  lire: (valeur) => valeur,
};
