import { Checkbox } from '../../../../platform/html/components/checkbox.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import type { EngagementOptions } from './definition.ts';

export const engagementView: ChampView<EngagementOptions, true> = {
  Champ: (props) => {
    const { optional, ...field } = commun(props);
    const label = optional ? `${field.label} (facultatif)` : field.label;
    return <Checkbox {...field} label={label} checked={props.saisie.get() === 'oui'} />;
  },
  lire: () => 'Oui',
};
