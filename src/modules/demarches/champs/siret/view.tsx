import { TextField } from '../../../../platform/html/components/text-field.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import type { SiretOptions, ValeurSiret } from './definition.ts';
import { afficherSiret } from './parse.ts';

export const siretView: ChampView<SiretOptions, ValeurSiret> = {
  Champ: (props) => (
    <TextField
      {...commun(props)}
      value={props.saisie.get()}
      inputmode="numeric"
      width={20}
      autocomplete="off"
      spellcheck={false}
    />
  ),
  lire: ({ siret }) => afficherSiret(siret),
};
