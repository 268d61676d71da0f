import { Button } from '../../../../platform/html/components/button.tsx';
import { ErrorMessage } from '../../../../platform/html/components/error-message.tsx';
import { fieldId, partId } from '../../../../platform/html/components/field-ids.ts';
import { Fieldset } from '../../../../platform/html/components/fieldset.tsx';
import { MoneyField } from '../../../../platform/html/components/money-field.tsx';
import { Select } from '../../../../platform/html/components/select.tsx';
import { TextField } from '../../../../platform/html/components/text-field.tsx';
import { VisuallyHidden } from '../../../../platform/html/components/visually-hidden.tsx';
import { NBSP } from '../../../../values/french.ts';
import type { Champ, ChampProps } from '../../domain/champ.ts';
import type { ChoixOptions } from '../choix/definition.ts';
import { choiceOptions } from '../choix-options.ts';
import { erreursSous } from '../commun.ts';
import type { RepetitionOptions } from '../repetition/definition.ts';
import { clesDesLignes, ecrireCles } from '../repetition/lignes.ts';
import { motAjouter, titreDeLigne } from '../repetition/mots.ts';
import type { PlanDeFinancementOptions } from './definition.ts';

export type TableSaisieProps = {
  readonly table: Champ<RepetitionOptions>;
  /** How many blank rows it begins with: those left blank are not kept. */
  readonly depart: number;
  /** Those of the plan. */
  readonly props: ChampProps<PlanDeFinancementOptions>;
};

/** One of the two tables, to be filled in. Its rows are fields rather than cells: they fit a phone as they are. */
export function TableSaisie({ table, depart, props }: TableSaisieProps) {
  const nom = `${props.nom}.${table.id}`;
  const saisie = props.saisie.sous(table.id);
  const typed = clesDesLignes(saisie, table, { reponses: {}, origines: {} });
  const cles = typed.length > 0 ? typed : Array.from({ length: depart }, (_, index) => String(index + 1));
  const erreurs = erreursSous(props.erreurs, table.id);
  const error = erreurs[''];
  return (
    <div id={fieldId(nom)} class={error ? 'row-table field-invalid' : 'row-table'} tabIndex={-1}>
      <Fieldset legend={table.libelle} describedBy={error && partId(nom, 'erreur')}>
        {error && <ErrorMessage id={partId(nom, 'erreur')} message={error} />}
        <input type="hidden" name={`${nom}.lignes`} value={ecrireCles(cles)} />
        {cles.map((cle, index) => {
          const titre = titreDeLigne(table.options, index);
          return (
            <div class="inset" key={cle}>
              <Fieldset legend={titre}>
                <div class="row-fields">
                  {table.options.champs.map((cellule) => (
                    <Cellule
                      key={cellule.id}
                      cellule={cellule}
                      nom={`${nom}.${cle}.${cellule.id}`}
                      value={saisie.sous(cle).get(cellule.id)}
                      error={erreurs[`${cle}.${cellule.id}`]}
                    />
                  ))}
                  {cles.length > 1 && (
                    <Button kind="discret" name="action" value={`retirer:${nom}:${cle}`}>
                      Retirer
                      <VisuallyHidden>{`${NBSP}: ${titre}`}</VisuallyHidden>
                    </Button>
                  )}
                </div>
              </Fieldset>
            </div>
          );
        })}
        {cles.length < table.options.max && (
          <Button kind="secondaire" name="action" value={`ajouter:${nom}`}>
            {motAjouter(table.options, cles.length)}
          </Button>
        )}
      </Fieldset>
    </div>
  );
}

type CelluleProps = {
  readonly cellule: Champ;
  readonly nom: string;
  readonly value: string;
  readonly error: string | undefined;
};

/** Lists rather than buttons: a row keeps to two lines. */
function Cellule({ cellule: { type, libelle, options }, nom, value, error }: CelluleProps) {
  const field = { name: nom, label: libelle, value, error };
  switch (type) {
    case 'montant':
      return <MoneyField {...field} />;
    case 'oui_non':
      return <Select {...field} options={OUI_NON} />;
    case 'choix':
      return (
        <Select
          {...field}
          options={choiceOptions((options as ChoixOptions).choix).map(({ value: id, label }) => ({ value: id, label }))}
        />
      );
    default:
      return <TextField {...field} autocomplete="off" />;
  }
}

const OUI_NON = [
  { value: 'oui', label: 'Oui' },
  { value: 'non', label: 'Non' },
];
