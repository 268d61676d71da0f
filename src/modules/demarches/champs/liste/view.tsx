import { Autocomplete } from '../../../../platform/html/components/autocomplete.tsx';
import { Select } from '../../../../platform/html/components/select.tsx';
import type { ChampView } from '../../domain/champ.ts';
import { libelleDuChoix } from '../choix-options.ts';
import { commun } from '../commun.ts';
import type { ListeOptions } from './definition.ts';

/**
 * A short list is shown whole: nobody guesses from an empty field what its answers are, and some browsers hide those
 * that it proposes. What was typed and is not in it stays in a field, beside what is wrong with it.
 */
export const listeView: ChampView<ListeOptions, string> = {
  Champ: (props) => {
    const libelles = props.champ.options.choix.map(({ libelle }) => libelle);
    const typed = props.saisie.get();
    const isChoosable = libelles.length <= COURTE && (typed === '' || libelles.includes(typed));
    return isChoosable ? (
      <Select {...commun(props)} value={typed} options={libelles.map((label) => ({ value: label, label }))} />
    ) : (
      <Autocomplete {...commun(props)} value={typed} suggestions={libelles} />
    );
  },
  lire: (valeur, champ) => libelleDuChoix(champ.options.choix, valeur),
};

/** Answers that are read at a glance; beyond, one types. */
const COURTE = 25;
