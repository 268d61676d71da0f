import { SummaryList } from '../../../../platform/html/components/summary-list.tsx';
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
          <p>{titreDeLigne(champ.options, index)}</p>
          <SummaryList rows={rowsOf(ligne, champ, contexte, origines)} />
        </li>
      ))}
    </ol>
  );
}

function rowsOf(ligne: Ligne, champ: Champ<RepetitionOptions>, contexte: ContexteChamp, origines: Origines) {
  const inside = contexteDeLigne(contexte, champ.id, ligne._id);
  const ofRow = originesDeLigne(origines, champ.id, ligne._id);
  return champ.options.champs.flatMap((cellule) => {
    const valeur = ligne[cellule.id];
    if (valeur === undefined) return [];
    const origine = ofRow[cellule.id];
    return [
      {
        label: cellule.libelle,
        value: <ValeurLue champ={cellule} valeur={valeur} contexte={inside} origines={ofRow} />,
        origin: origine && phraseOrigine(origine),
      },
    ];
  });
}
