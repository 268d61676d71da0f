import { DataTable, Tag } from '../../../platform/html/index.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import { inEuros, sumMontants } from '../../../values/montant.ts';
import type { Panneau } from '../../demarches/index.ts';
import { NATURES } from '../domain/plan.ts';
import type { StatutSubvention } from '../domain/subvention.ts';
import { LIBELLES_VERSEMENT, totalPaye } from '../domain/versement.ts';
import type { Versement } from '../storage/versements.ts';
import { COLONNES_DU_PLAN } from './plan-de-versements.tsx';
import { TONS_VERSEMENT } from './ton-of-statut.ts';

type PlanDuDemandeur = {
  readonly versements: readonly Versement[];
  readonly statut: StatutSubvention | undefined;
  /** Address of the page of the dossier: its messages carry files. */
  readonly base: string;
};

/** The plan of an agreement, as who is paid reads it: each payment, what it waits for, where it stands. */
export function versementsOf({ versements, statut, base }: PlanDuDemandeur): readonly Panneau[] {
  if (versements.length === 0) return [];
  // Once it is settled or lapsed, nothing more is waited for.
  const attendu = statut === 'conventionnee' ? versements.find((one) => one.statut === 'prevu') : undefined;
  const total = sumMontants(versements.map(({ montant }) => montant));
  const contenu = (
    <>
      <p>
        {inEuros(totalPaye(versements))} versés sur {inEuros(total)}.
      </p>
      <DataTable
        caption="Plan de versements"
        captionHidden
        rows={versements}
        rowKey={({ id }) => id}
        empty={<p>Aucun versement.</p>}
        columns={[
          ...COLONNES_DU_PLAN,
          { key: 'condition', header: 'Justificatif attendu', cell: (one) => <Justificatif {...one} /> },
          {
            key: 'statut',
            header: 'État',
            cell: (one) => <Tag text={LIBELLES_VERSEMENT[one.statut].tag} ton={TONS_VERSEMENT[one.statut]} />,
          },
        ]}
      />
      {attendu && <Envoi versement={attendu} base={base} />}
    </>
  );
  return [{ id: 'versements', titre: 'Versements', contenu }];
}

function Justificatif({ nature, condition, justificatif, justifieLe }: Versement) {
  return (
    <>
      {condition}
      {nature === 'solde' && (
        // Décret n° 2018-514, art. 12, I.
        <span class="muted"> Le solde est versé sur preuve que le projet est achevé et conforme.</span>
      )}
      {justificatif && justifieLe && (
        <span class="muted">
          {' '}
          Reçu{NBSP}: {justificatif}, le {formatJour(justifieLe, 'short')}
        </span>
      )}
    </>
  );
}

/** The message is ready: one joins the file and sends it. */
function Envoi({
  versement: { rang, nature, condition },
  base,
}: {
  readonly versement: Versement;
  readonly base: string;
}) {
  const message = `Justificatif du versement ${rang} (${NATURES[nature].toLowerCase()}, ${condition})`;
  return (
    <p>
      Prochain justificatif attendu{NBSP}: versement {rang}, {NATURES[nature].toLowerCase()}.{' '}
      <a href={`${base}?${new URLSearchParams({ message })}#messages`}>Envoyer ce justificatif dans un message</a>
    </p>
  );
}
