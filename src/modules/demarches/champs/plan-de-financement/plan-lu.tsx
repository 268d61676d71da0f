import { DataTable } from '../../../../platform/html/components/data-table.tsx';
import { enEuros, LIBELLES_DES_NATURES, type Plan, somme } from './totaux.ts';

type Rang = {
  readonly cle: string;
  readonly nom: string;
  /** « Éligible », « Aide publique »; absent from a total. */
  readonly precision?: string | undefined;
  /** Cents; a row of a draft may have none. */
  readonly montant: number | undefined;
};

/** The two tables read back, each with its total as its last row: alike on a screen, on paper and in an export. */
export function PlanLu({ plan: { depenses, recettes, cout, assiette } }: { readonly plan: Plan }) {
  return (
    <>
      <Table
        titre="Dépenses"
        rangs={[
          ...depenses.map(({ _id, poste = '', eligible, montant }) => ({
            cle: _id,
            nom: poste,
            precision: eligible === undefined ? undefined : eligible ? 'Éligible' : 'Non éligible',
            montant,
          })),
          { cle: 'assiette', nom: 'Total éligible', montant: assiette },
          { cle: 'total', nom: 'Total des dépenses', montant: cout },
        ]}
      />
      <Table
        titre="Recettes"
        rangs={[
          ...recettes.map(({ _id, financeur = '', nature, montant }) => ({
            cle: _id,
            nom: financeur,
            precision: nature && LIBELLES_DES_NATURES[nature],
            montant,
          })),
          { cle: 'total', nom: 'Total des recettes', montant: somme(recettes) },
        ]}
      />
    </>
  );
}

/** What an amount is stands under its name: two columns fit in the answers of a dossier. */
function Table({ titre, rangs }: { readonly titre: string; readonly rangs: readonly Rang[] }) {
  return (
    <DataTable
      caption={titre}
      rows={rangs}
      rowKey={({ cle }) => cle}
      empty={null}
      columns={[
        {
          key: 'nom',
          header: 'Libellé',
          cell: ({ nom, precision }) => (
            <>
              {nom}
              {precision && <div class="muted">{precision}</div>}
            </>
          ),
        },
        {
          key: 'montant',
          header: 'Montant',
          numeric: true,
          cell: ({ montant }) => (montant === undefined ? '' : enEuros(montant)),
        },
      ]}
    />
  );
}
