import { Button } from '../../../../platform/html/components/button.tsx';
import { fieldId } from '../../../../platform/html/components/field-ids.ts';
import { Fieldset } from '../../../../platform/html/components/fieldset.tsx';
import { VisuallyHidden } from '../../../../platform/html/components/visually-hidden.tsx';
import { NBSP } from '../../../../values/french.ts';
import type { ChampProps } from '../../domain/champ.ts';
import { erreursSous } from '../commun.ts';
import { ListeChamps } from '../liste-champs.tsx';
import type { RepetitionOptions } from './definition.ts';
import { autourDeLigne, lireCellules } from './parse.ts';

export type LigneSaisieProps = {
  readonly cle: string;
  /** « Enfant 2 » */
  readonly titre: string;
  readonly removable: boolean;
  /** Those of the repetition. */
  readonly props: ChampProps<RepetitionOptions>;
};

/** One row of a repetition, with the button that removes it. */
export function LigneSaisie({ cle, titre, removable, props }: LigneSaisieProps) {
  const { champ, nom, saisie, erreurs, contexte, faits } = props;
  const { champs } = champ.options;
  const ofRow = erreursSous(erreurs, cle);
  return (
    <div class="inset" id={fieldId(`${nom}.ligne.${cle}`)} data-ligne={cle}>
      <Fieldset legend={titre}>
        <ListeChamps
          champs={champs}
          visibles={lireCellules(cle, saisie, champ, contexte, faits).visibles}
          sous={`${nom}.${cle}`}
          saisie={(id) => saisie.sous(cle).sous(id)}
          erreurs={Object.fromEntries(champs.map(({ id }) => [id, erreursSous(ofRow, id)]))}
          {...autourDeLigne(cle, champ, contexte, faits)}
        />
        {removable && (
          <Button kind="discret" name="action" value={`retirer:${nom}:${cle}`}>
            Retirer
            <VisuallyHidden>{`${NBSP}: ${titre}`}</VisuallyHidden>
          </Button>
        )}
      </Fieldset>
    </div>
  );
}
