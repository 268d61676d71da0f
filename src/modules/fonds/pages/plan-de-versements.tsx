import { Button, DataTable, Form, Tag } from '../../../platform/html/index.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NATURES } from '../domain/plan.ts';
import { LIBELLES_VERSEMENT } from '../domain/versement.ts';
import type { Subvention } from '../storage/subventions.ts';
import type { Versement } from '../storage/versements.ts';
import { inEuros } from './credits.tsx';
import { TONS_VERSEMENT } from './ton-of-statut.ts';

type PlanProps = {
  /** Address of the subvention. */
  readonly base: string;
  readonly jeton: string;
  readonly manages: boolean;
  readonly subvention: Subvention;
  readonly versements: readonly Versement[];
};

/** The payments of a convention, where each stands, and what mends the one that was sent back. */
export function PlanDeVersements({ base, jeton, manages, subvention, versements }: PlanProps) {
  const reopens = manages && versements.some((one) => repriseOf(one, subvention) !== undefined);
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
          { key: 'nature', header: 'Versement', cell: ({ rang, nature }) => `${rang}. ${NATURES[nature]}` },
          {
            key: 'montant',
            header: 'Montant',
            numeric: true,
            cell: ({ montant, montantLiquide }) => inEuros(montantLiquide ?? montant),
          },
          { key: 'date', header: 'Date', cell: dateOf },
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
          ...(reopens
            ? [
                {
                  key: 'reprise',
                  header: 'Action',
                  cell: (one: Versement) => {
                    const reprise = repriseOf(one, subvention);
                    return reprise ? (
                      <Reprise address={`${base}/versements/${one.id}`} {...{ jeton, ...reprise }} />
                    ) : (
                      ''
                    );
                  },
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

function dateOf({ statut, prevuLe, justifieLe, payeLe }: Versement): string {
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

type RepriseVue = { readonly action: 'representer' | 'annuler_justification'; readonly label: string };

function repriseOf({ statut }: Versement, subvention: Subvention): RepriseVue | undefined {
  if (statut === 'rejete') return { action: 'representer', label: 'Remettre en paiement' };
  if (statut === 'justifie' && subvention.statut === 'conventionnee') {
    return { action: 'annuler_justification', label: 'Annuler le service fait' };
  }
  return undefined;
}

function Reprise({ address, jeton, action, label }: RepriseVue & { readonly address: string; readonly jeton: string }) {
  return (
    <Form action={address} jeton={jeton}>
      <Button kind="discret" name="action" value={action}>
        {label}
      </Button>
    </Form>
  );
}
