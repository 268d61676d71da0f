import { TextField } from '../../../../platform/html/components/text-field.tsx';
import { parseRna } from '../../../../values/rna.ts';
import type { ChampView } from '../../domain/champ.ts';
import { commun } from '../commun.ts';
import { aRepondu, mention, Trouve } from '../constat.tsx';
import { type RnaOptions, rna, type ValeurRna } from './definition.ts';

export const rnaView: ChampView<RnaOptions, ValeurRna> = {
  Champ: (props) => {
    const kept = rna.valeur.safeParse(props.faits.reponses[props.champ.id]);
    const typed = parseRna(props.saisie.get());
    const same = kept.success && typed.ok && typed.value === kept.data.rna && !props.erreurs[''];
    const { association, constat } = same ? kept.data : {};
    return (
      <>
        <TextField {...commun(props)} value={props.saisie.get()} width={20} autocomplete="off" spellcheck={false} />
        {constat && aRepondu(constat) && (
          <Trouve pour={props.nom} constat={constat}>
            {association && (
              <>
                <p>
                  C’est bien <strong>{association.nom}</strong>&nbsp;?
                </p>
                {association.adresse && <p>{association.adresse}</p>}
              </>
            )}
          </Trouve>
        )}
      </>
    );
  },
  lire: ({ rna, association, constat }) =>
    [association?.nom, rna, association?.adresse, constat && mention(constat)]
      .filter((line) => line !== undefined)
      .join('\n'),
};
