import { ErrorMessage } from '../../../../platform/html/components/error-message.tsx';
import { fieldId, partId } from '../../../../platform/html/components/field-ids.ts';
import { desequilibre, enEuros, somme, type Tables, totaliser } from './totaux.ts';

export type TotauxAffichesProps = {
  readonly nom: string;
  readonly tables: Tables;
  readonly error: string | undefined;
};

/** Under the tables, what they add up to. `data-calcul` has a script replace what is inside as amounts are typed. */
export function TotauxAffiches({ nom, tables, error }: TotauxAffichesProps) {
  const { cout, assiette } = totaliser(tables);
  const balanced = cout > 0 && desequilibre(tables) === undefined;
  return (
    <div id={fieldId(nom)} data-calcul={nom} aria-live="polite" tabIndex={-1}>
      <div class={error ? 'field-invalid' : undefined}>
        {error && <ErrorMessage id={partId(nom, 'erreur')} message={error} />}
        <div class="price-card">
          <p class="price-title">Totaux</p>
          <dl class="price-steps">
            <Total libelle="Dépenses" montant={cout} />
            <Total libelle="dont dépenses éligibles" montant={assiette} />
            <Total libelle="Recettes" montant={somme(tables.recettes)} />
          </dl>
          {balanced && <p class="muted">Les dépenses et les recettes sont égales.</p>}
        </div>
      </div>
    </div>
  );
}

function Total({ libelle, montant }: { readonly libelle: string; readonly montant: number }) {
  return (
    <div>
      <dt>{libelle}</dt>
      <dd>{enEuros(montant)}</dd>
    </div>
  );
}
