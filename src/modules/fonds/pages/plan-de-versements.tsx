import { type Column, DataTable, Tag } from '../../../platform/html/index.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { inEuros } from '../../../values/montant.ts';
import { NATURES } from '../domain/plan.ts';
import { LIBELLES_VERSEMENT } from '../domain/versement.ts';
import type { Versement } from '../storage/versements.ts';
import { TONS_VERSEMENT } from './ton-of-statut.ts';

type PlanProps = {
  /** Address of the subvention. */
  readonly base: string;
  readonly versements: readonly Versement[];
};

/** The payments of a convention, and where each stands. */
export function PlanDeVersements({ base, versements }: PlanProps) {
  return (
    <>
      <h2>Versements</h2>
      <DataTable
        caption="Plan de versements"
        captionHidden
        rows={versements}
        rowKey={({ id }) => id}
        empty={<p>Aucun versement.</p>}
        columns={[
          ...COLONNES_DU_PLAN,
          { key: 'justificatif', header: 'Justificatif', cell: (one) => <Justificatif base={base} versement={one} /> },
          {
            key: 'statut',
            header: 'État',
            cell: ({ statut, rejetMotif }) => (
              <>
                <Tag text={LIBELLES_VERSEMENT[statut].tag} ton={TONS_VERSEMENT[statut]} />
                {rejetMotif && <span class="muted"> {rejetMotif}</span>}
              </>
            ),
          },
        ]}
      />
    </>
  );
}

/** What of a payment is read the same by who pays and who is paid. */
export const COLONNES_DU_PLAN: readonly Column<Versement>[] = [
  { key: 'nature', header: 'Versement', cell: ({ rang, nature }) => `${rang}. ${NATURES[nature]}` },
  {
    key: 'montant',
    header: 'Montant',
    numeric: true,
    cell: ({ montant, montantLiquide }) => inEuros(montantLiquide ?? montant),
  },
  { key: 'date', header: 'Date', cell: dateDeVersement },
];

/** Its last date: planned, justified or paid. */
function dateDeVersement({ statut, prevuLe, justifieLe, payeLe }: Versement): string {
  if (statut === 'paye' && payeLe) return `Payé le ${formatJour(payeLe, 'short')}`;
  if (justifieLe) return `Justifié le ${formatJour(justifieLe, 'short')}`;
  return `Prévu le ${formatJour(prevuLe, 'short')}`;
}

function Justificatif({ base, versement }: { readonly base: string; readonly versement: Versement }) {
  const { id, justificatif, condition, piece } = versement;
  return (
    <>
      {justificatif ?? <span class="muted">{condition}</span>}
      {piece && (
        <>
          {' '}
          <a href={`${base}/versements/${id}/piece`}>{piece.nom}</a>
        </>
      )}
    </>
  );
}
