import type { VNode } from 'preact';
import { fieldId } from '../../../platform/html/components/field-ids.ts';
import { SummaryList } from '../../../platform/html/components/summary-list.tsx';
import type { Champ, ChampProps, ContexteChamp, Erreurs } from '../domain/champ.ts';
import type { Faits } from '../domain/condition.ts';
import { typeOf } from '../domain/registre.ts';
import type { Saisie } from '../domain/saisie.ts';
import { phraseOrigine } from './commun.ts';
import { ValeurLue } from './valeur-lue.tsx';

export type AfficheChampProps = {
  readonly champ: Champ;
  readonly nom: string;
  readonly saisie: Saisie;
  readonly erreurs: Erreurs;
  /** Kept answers and their origins, seen from this champ's place. */
  readonly faits: Faits;
  readonly contexte: ContexteChamp;
};

/** Any champ: a certified answer is read, with where it comes from and no control at all; the others are asked. */
export function AfficheChamp(props: AfficheChampProps): VNode | null {
  const { champ, nom, contexte, faits } = props;
  const origine = faits.origines[champ.id];
  if (origine?.certifiee) {
    const valeur = faits.reponses[champ.id];
    const lue = valeur !== undefined && (
      <ValeurLue champ={champ} valeur={valeur} contexte={contexte} origines={faits.origines} />
    );
    return (
      <div class="field" id={fieldId(nom)} tabIndex={-1}>
        <SummaryList rows={[{ label: champ.libelle, value: lue, origin: phraseOrigine(origine) }]} />
      </div>
    );
  }
  // The registry has forgotten the options of each type: the champ carries those of its own.
  const Champ = typeOf(champ, contexte).Champ as unknown as (props: ChampProps<unknown>) => VNode | null;
  return <Champ {...props} {...(origine ? { origine } : {})} />;
}
