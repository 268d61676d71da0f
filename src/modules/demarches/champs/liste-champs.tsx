import { fieldId } from '../../../platform/html/components/field-ids.ts';
import type { Champ, ContexteChamp, Erreurs } from '../domain/champ.ts';
import type { Faits } from '../domain/condition.ts';
import type { Saisie } from '../domain/saisie.ts';
import { AfficheChamp } from './affiche-champ.tsx';
import { isCertifie, ReponsesCertifiees } from './reponses-certifiees.tsx';

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
export function ListeChamps(props: ListeChampsProps) {
  const { champs, visibles, sous, saisie, erreurs, faits, contexte } = props;
  const shown = new Set(visibles);
  const nomOf = (champ: Champ) => (sous === undefined ? champ.id : `${sous}.${champ.id}`);
  return (
    <>
      {inRuns(champs, faits).map(([first, ...others]) => {
        const nom = nomOf(first);
        if (others.length > 0) {
          return (
            <ReponsesCertifiees key={nom} champs={[first, ...others]} nom={nom} faits={faits} contexte={contexte} />
          );
        }
        const affiche = (
          <AfficheChamp
            key={nom}
            champ={first}
            nom={nom}
            saisie={saisie(first.id)}
            erreurs={erreurs[first.id] ?? {}}
            faits={faits}
            contexte={contexte}
          />
        );
        if (!first.condition) return affiche;
        return (
          <div
            key={nom}
            id={fieldId(`${nom}.condition`)}
            data-condition={JSON.stringify(first.condition)}
            hidden={!shown.has(first.id)}
          >
            {affiche}
          </div>
        );
      })}
    </>
  );
}

type Run = [first: Champ, ...others: Champ[]];

/** Certified answers that follow each other make one list; every other champ stands alone. */
function inRuns(champs: readonly Champ[], faits: Faits): readonly Run[] {
  const runs: Run[] = [];
  for (const champ of champs) {
    const last = runs.at(-1);
    if (last && [last[0], champ].every((each) => isCertifie(each, faits) && !each.condition)) last.push(champ);
    else runs.push([champ]);
  }
  return runs;
}
