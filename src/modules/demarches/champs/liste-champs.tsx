import type { Champ, ContexteChamp, Erreurs } from '../domain/champ.ts';
import type { Faits } from '../domain/condition.ts';
import type { Saisie } from '../domain/saisie.ts';
import { AfficheChamp } from './affiche-champ.tsx';

export type ListeChampsProps = {
  readonly champs: readonly Champ[];
  /** Ids of those to show, as `lireChamps` gives them. */
  readonly visibles: readonly string[];
  /** Name in the form of what holds these champs: `enfants.s1`; none for those of a step. */
  readonly sous?: string | undefined;
  readonly saisie: (champId: string) => Saisie;
  readonly erreurs: { readonly [champId: string]: Erreurs };
  readonly faits: Faits;
  readonly contexte: ContexteChamp;
};

/**
 * The champs of a step or of a row. One that has a condition stands in an element that carries it (`data-condition`) and
 * is `hidden` while it is not met, so that a small script can show it at once; without a script, the server does.
 */
export function ListeChamps({ champs, visibles, sous, saisie, erreurs, ...common }: ListeChampsProps) {
  const shown = new Set(visibles);
  return (
    <>
      {champs.map((champ) => {
        const nom = sous === undefined ? champ.id : `${sous}.${champ.id}`;
        const affiche = (
          <AfficheChamp
            key={champ.id}
            champ={champ}
            nom={nom}
            saisie={saisie(champ.id)}
            erreurs={erreurs[champ.id] ?? {}}
            {...common}
          />
        );
        if (!champ.condition) return affiche;
        return (
          <div key={champ.id} data-condition={JSON.stringify(champ.condition)} hidden={!shown.has(champ.id)}>
            {affiche}
          </div>
        );
      })}
    </>
  );
}
