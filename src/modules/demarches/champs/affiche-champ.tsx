import type { VNode } from 'preact';
import type { Champ, ChampProps, ContexteChamp, Erreurs } from '../domain/champ.ts';
import type { Faits } from '../domain/condition.ts';
import { typeOf } from '../domain/registre.ts';
import type { Saisie } from '../domain/saisie.ts';
import { isCertifie, ReponsesCertifiees } from './reponses-certifiees.tsx';

export type AfficheChampProps = {
  readonly champ: Champ;
  readonly nom: string;
  readonly saisie: Saisie;
  readonly erreurs: Erreurs;
  /** Kept answers and their origins, seen from this champ's place. */
  readonly faits: Faits;
  readonly contexte: ContexteChamp;
};

/** Any champ: a certified answer is read, the others are asked. */
export function AfficheChamp(props: AfficheChampProps): VNode | null {
  const { champ, nom, contexte, faits } = props;
  if (isCertifie(champ, faits)) {
    return <ReponsesCertifiees champs={[champ]} nom={nom} faits={faits} contexte={contexte} />;
  }
  const origine = faits.origines[champ.id];
  // The registry has forgotten the options of each type: the champ carries those of its own.
  const Champ = typeOf(champ, contexte).Champ as unknown as (props: ChampProps<unknown>) => VNode | null;
  return <Champ {...props} {...(origine ? { origine } : {})} />;
}
