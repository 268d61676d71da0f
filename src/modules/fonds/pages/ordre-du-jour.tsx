import { DataTable, Reference, Tag, VisuallyHidden } from '../../../platform/html/index.ts';
import { NBSP } from '../../../values/french.ts';
import { inEuros, sumMontants } from '../../../values/montant.ts';
import { readFraction, showFraction } from '../domain/fraction.ts';
import { mayRank } from '../policies.ts';
import type { Decision } from '../storage/decisions-de-commission.ts';
import type { LieuDeCommission } from './commission-of.ts';
import { EFFETS, LIBELLES_DECISION, pourquoiNonClassee } from './libelles-evaluation.ts';

/** The requests of a committee in the order of its ranking, with what it decides of each and what became of it. */
export function OrdreDuJour({ lieu }: { readonly lieu: LieuDeCommission }) {
  const { agent, organisation, commission, classees, nonClassees, grille, base, demandeOf, decisionOf, enveloppes } =
    lieu;
  const rows = [
    ...classees.map(({ dossier, rang, score }) => ({
      dossier,
      rang: String(rang),
      score: showFraction(readFraction(score)),
    })),
    ...nonClassees.map((one) => ({
      dossier: one.dossier,
      rang: 'Non classée',
      score: pourquoiNonClassee(one, grille.quorum),
    })),
  ];
  const mayDecide = mayRank(agent) && commission.statut === 'ouverte';
  return (
    <DataTable
      caption="Demandes à l’ordre du jour"
      captionHidden
      rows={rows}
      rowKey={({ dossier }) => dossier}
      empty={<p>L’ordre du jour est vide.</p>}
      columns={[
        { key: 'rang', header: 'Rang', cell: ({ rang }) => rang },
        {
          key: 'demande',
          header: 'Demande',
          cell: ({ dossier }) => (
            <a href={`/instruction/${organisation.slug}/dossiers/${dossier}`}>
              <Reference>{demandeOf(dossier)?.numero ?? dossier}</Reference>
            </a>
          ),
        },
        { key: 'demandeur', header: 'Demandeur', cell: ({ dossier }) => demandeOf(dossier)?.beneficiaire ?? '' },
        { key: 'score', header: 'Score', cell: ({ score }) => score },
        {
          key: 'montant',
          header: 'Demandé',
          numeric: true,
          cell: ({ dossier }) => inEuros(demandeOf(dossier)?.demande ?? sumMontants([])),
        },
        {
          key: 'decision',
          header: 'Décision',
          cell: ({ dossier }) => (
            <>
              <Decidee decision={decisionOf(dossier)} enveloppes={enveloppes} fonds={`/fonds/${organisation.slug}`} />
              {mayDecide && (
                <>
                  {' '}
                  <a href={`${base}/demandes/${dossier}`}>
                    Décider<VisuallyHidden> de la demande {demandeOf(dossier)?.numero}</VisuallyHidden>
                  </a>
                </>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

type DecideeProps = {
  readonly decision: Decision | undefined;
  readonly enveloppes: LieuDeCommission['enveloppes'];
  readonly fonds: string;
};

function Decidee({ decision, enveloppes, fonds }: DecideeProps) {
  if (!decision) return <Tag text="Sans décision" ton="neutre" />;
  const { effet, echec, montant, enveloppeId, subventionId } = decision;
  const purse = enveloppes.find(({ id }) => id === enveloppeId);
  return (
    <>
      <Tag {...(effet ? EFFETS[effet] : LIBELLES_DECISION[decision.decision])} />
      {montant !== null && ` ${inEuros(montant)}${purse ? `, ${purse.nom}` : ''}`}
      {echec !== null && `${NBSP}: ${echec}`}
      {subventionId !== null && (
        <>
          {' '}
          <a href={`${fonds}/subventions/${subventionId}`}>Ouvrir la subvention</a>
        </>
      )}
    </>
  );
}
