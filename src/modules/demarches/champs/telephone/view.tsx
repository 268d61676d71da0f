import { PhoneField } from '../../../../platform/html/components/phone-field.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import type { TelephoneOptions } from './definition.ts';
import { afficherTelephone } from './parse.ts';

export const telephoneView: ChampView<TelephoneOptions, string> = {
  Champ: (props) => <PhoneField {...commun(props)} value={props.saisie.get()} own={props.champ.options.personnel} />,
  lire: afficherTelephone,
};
