import { DateFields } from '../../../../platform/html/components/date-fields.tsx';
import { formatJour } from '../../../../values/format-jour.ts';
import { jour } from '../../../../values/jour.ts';
import type { ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import { champsDeDate } from '../dates.ts';
import type { DateOptions } from './definition.ts';

export const dateView: ChampView<DateOptions, string> = {
  Champ: (props) => (
    <DateFields
      {...commun(props)}
      {...champsDeDate(props.saisie, props.erreurs)}
      birthday={props.champ.options.naissance}
    />
  ),
  lire: (valeur) => formatJour(jour(valeur)),
};
