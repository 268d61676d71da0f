import { Tag, Timeline } from '../../../platform/html/index.ts';
import { formatJour } from '../../../values/format-jour.ts';
import type { Jour } from '../../../values/jour.ts';
import { isEchue } from '../domain/echeances.ts';
import { ECHEANCES_DE_SUBVENTION, type EcheanceDeSubvention } from '../domain/echeances-subvention.ts';
import { NATURES } from '../domain/plan.ts';
import { urgence } from './mots-candidature.ts';

export const ECHEANCES_DU_PROJET = 'Échéances du projet';

type EcheancesProps = {
  readonly echeances: readonly EcheanceDeSubvention[];
  readonly aujourdhui: Jour;
  readonly fictif: boolean;
};

/** What the decision and the agreement wait for, and until when: the same words for who pays and for who is paid. */
export function EcheancierDeSubvention({ echeances, aujourdhui, fictif }: EcheancesProps) {
  return (
    <>
      {fictif && <p class="muted">Elles ne courent pas pour une subvention fictive.</p>}
      <Timeline
        events={echeances.map((echeance) => {
          const { quoi, le, faiteLe, versement } = echeance;
          const { nom, sinon, texte } = ECHEANCES_DE_SUBVENTION[quoi];
          const court = echeance.attendue && !fictif;
          return {
            title: versement ? `${nom} ${versement.rang}, ${NATURES[versement.nature].toLowerCase()}` : nom,
            when: `Avant le ${formatJour(le)} inclus`,
            datetime: le,
            state: court && !isEchue(le, aujourdhui) ? ('a-venir' as const) : ('passe' as const),
            children: (
              <>
                {court && (
                  <p>
                    <Tag {...urgence(le, aujourdhui)} />
                  </p>
                )}
                {faiteLe && (
                  <p>
                    <Tag text={`Fait le ${formatJour(faiteLe, 'short')}`} ton="succes" />
                  </p>
                )}
                {court && (
                  <p class="muted">
                    {sinon} {texte}.
                  </p>
                )}
              </>
            ),
          };
        })}
      />
    </>
  );
}
