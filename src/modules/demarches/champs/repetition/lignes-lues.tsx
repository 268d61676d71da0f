import { Origin } from '../../../../platform/html/components/origin.tsx';
import { NBSP } from '../../../../values/french.ts';
import type { Champ, ContexteChamp } from '../../domain/champ.ts';
import { contexteDeLigne, type Ligne, originesDeLigne } from '../../domain/ligne.ts';
import type { Origines } from '../../domain/valeur.ts';
import { phraseOrigine } from '../commun.ts';
import { ValeurLue } from '../valeur-lue.tsx';
import type { RepetitionOptions } from './definition.ts';
import { titreDeLigne } from './mots.ts';

export type LignesLuesProps = {
  readonly lignes: readonly Ligne[];
  readonly champ: Champ<RepetitionOptions>;
  readonly contexte: ContexteChamp;
  readonly origines: Origines;
};

/** The rows read back, each answer with where it comes from. Cells left empty are not told. */
export function LignesLues({ lignes, champ, contexte, origines }: LignesLuesProps) {
  return (
    <ol class="lignes">
      {lignes.map((ligne, index) => (
        <li key={ligne._id}>
          <strong>{titreDeLigne(champ.options, index)}</strong>
          <LigneLue
            ligne={ligne}
            champ={champ}
            contexte={contexteDeLigne(contexte, champ.id, ligne._id)}
            origines={originesDeLigne(origines, champ.id, ligne._id)}
          />
        </li>
      ))}
    </ol>
  );
}

type LigneLueProps = Omit<LignesLuesProps, 'lignes'> & { readonly ligne: Ligne };

function LigneLue({ ligne, champ, contexte, origines }: LigneLueProps) {
  return (
    <ul class="lignes">
      {champ.options.champs.map((cellule) => {
        const valeur = ligne[cellule.id];
        const origine = origines[cellule.id];
        if (valeur === undefined) return null;
        return (
          <li key={cellule.id}>
            {/[?:]$/.test(cellule.libelle) ? `${cellule.libelle} ` : `${cellule.libelle}${NBSP}: `}
            <ValeurLue champ={cellule} valeur={valeur} contexte={contexte} origines={origines} />
            {origine && <Origin text={phraseOrigine(origine)} />}
          </li>
        );
      })}
    </ul>
  );
}
