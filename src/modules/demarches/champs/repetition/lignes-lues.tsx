import { Origin } from '../../../../platform/html/components/origin.tsx';
import { PlainList } from '../../../../platform/html/components/plain-list.tsx';
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

/** The rows read back; where the answers of a row come from is said once. Cells left empty are not told. */
export function LignesLues({ lignes, champ, contexte, origines }: LignesLuesProps) {
  return (
    <PlainList ordered>
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
    </PlainList>
  );
}

type LigneLueProps = Omit<LignesLuesProps, 'lignes'> & { readonly ligne: Ligne };

function LigneLue({ ligne, champ, contexte, origines }: LigneLueProps) {
  const told = champ.options.champs.filter(({ id }) => ligne[id] !== undefined || origines[id]?.effaceeLe);
  return (
    <>
      <PlainList>
        {told.map((cellule) => (
          <li key={cellule.id}>
            {/[?:]$/.test(cellule.libelle) ? `${cellule.libelle} ` : `${cellule.libelle}${NBSP}: `}
            <Cellule cellule={cellule} ligne={ligne} contexte={contexte} origines={origines} />
          </li>
        ))}
      </PlainList>
      {[...bySentence(told, origines)].map(([phrase, cellules]) => (
        <Origin key={phrase} text={`${cellules.map(({ libelle }) => libelle).join(', ')}${NBSP}: ${phrase}`} />
      ))}
    </>
  );
}

type CelluleProps = Pick<LigneLueProps, 'ligne' | 'contexte' | 'origines'> & { readonly cellule: Champ };

function Cellule({ cellule, ligne, contexte, origines }: CelluleProps) {
  const valeur = ligne[cellule.id];
  return valeur === undefined ? (
    <span class="muted">réponse effacée</span>
  ) : (
    <ValeurLue champ={cellule} valeur={valeur} contexte={contexte} origines={origines} />
  );
}

/** The cells that one source gave on one day share a sentence. */
function bySentence(cellules: readonly Champ[], origines: Origines): ReadonlyMap<string, readonly Champ[]> {
  const known = cellules.flatMap((cellule) => {
    const origine = origines[cellule.id];
    return origine ? [{ cellule, phrase: phraseOrigine(origine) }] : [];
  });
  const grouped = Map.groupBy(known, ({ phrase }) => phrase);
  return new Map([...grouped].map(([phrase, group]) => [phrase, group.map(({ cellule }) => cellule)]));
}
