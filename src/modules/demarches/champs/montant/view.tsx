import { MoneyField } from '../../../../platform/html/components/money-field.tsx';
import { centimes, formatMontant } from '../../../../values/montant.ts';
import type { ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import type { MontantOptions } from './definition.ts';

export const montantView: ChampView<MontantOptions, number> = {
  Champ: (props) => <MoneyField {...commun(props)} value={props.saisie.get()} />,
  lire: (valeur) => formatMontant(centimes(valeur), 'if-any'),
};
