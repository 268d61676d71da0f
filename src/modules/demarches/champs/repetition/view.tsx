import { Button } from '../../../../platform/html/components/button.tsx';
import type { ChampProps, ChampView } from '../../domain/champ.ts';
import type { Ligne } from '../../domain/ligne.ts';
import { Groupe } from '../groupe.tsx';
import type { RepetitionOptions } from './definition.ts';
import { LigneSaisie } from './ligne-saisie.tsx';
import { clesDesLignes, ecrireCles, minimumDeLignes } from './lignes.ts';
import { LignesLues } from './lignes-lues.tsx';
import { motAjouter, titreDeLigne } from './mots.ts';

/** Rows are added and removed by buttons that send the form: `action=ajouter:<nom>`, `action=retirer:<nom>:<row>`. */
export const repetitionView: ChampView<RepetitionOptions, readonly Ligne[]> = {
  Champ: (props) => {
    const { champ, nom } = props;
    const cles = clesAffichees(props);
    return (
      <Groupe props={props}>
        <input type="hidden" name={`${nom}.lignes`} value={ecrireCles(cles)} />
        {cles.map((cle, index) => (
          <LigneSaisie
            key={cle}
            cle={cle}
            titre={titreDeLigne(champ.options, index)}
            removable={cles.length > minimumDeLignes(champ)}
            props={props}
          />
        ))}
        {cles.length < champ.options.max && (
          <Button kind="secondaire" name="action" value={`ajouter:${nom}`}>
            {motAjouter(champ.options, cles.length)}
          </Button>
        )}
      </Groupe>
    );
  },
  lire: (lignes, champ, contexte, origines) => (
    <LignesLues lignes={lignes} champ={champ} contexte={contexte} origines={origines} />
  ),
};

/** The rows of the form, and blank ones up to the minimum: nobody should have to ask for the first. */
function clesAffichees({ saisie, champ, faits }: ChampProps<RepetitionOptions>): readonly string[] {
  const cles = [...clesDesLignes(saisie, champ, faits)];
  for (let next = 1; cles.length < minimumDeLignes(champ); next++) {
    if (!cles.includes(String(next))) cles.push(String(next));
  }
  return cles;
}
