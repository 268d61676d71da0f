import type { Tx } from '../../../platform/db/database.ts';
import type { Services } from '../../../platform/services.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { fromPlainDate, type Jour } from '../../../values/jour.ts';
import type { Extension, Panneau } from '../../demarches/index.ts';
import { ECHEANCES, echeanceEnCours, isEchue } from '../domain/echeances.ts';
import { echeancesDeSubvention } from '../domain/echeances-subvention.ts';
import type { Subvention } from '../domain/subvention.ts';
import { listActesDuDossier } from '../storage/actes.ts';
import { findInstruction, listProlongations } from '../storage/instruction.ts';
import { findSubventionOfDossier } from '../storage/subventions.ts';
import { listVersementsDuDossier, type Versement } from '../storage/versements.ts';
import { actesOf } from './actes-du-demandeur.tsx';
import { ECHEANCES_DU_PROJET, EcheancierDeSubvention } from './echeances-de-subvention.tsx';
import { Echeancier, HORLOGE_LEGALE, type HorlogeProps } from './horloge-legale.tsx';
import { versementsOf } from './versements-du-demandeur.tsx';

/** What the fund shows to who asks, on the page where they follow their request. */
export function suiviDuDemandeur({ clock }: Pick<Services, 'clock'>): Extension<Tx> {
  return {
    async suite(tx, { dossierId, base }) {
      const [instruction, prolongations, actes, subvention, versements] = await Promise.all([
        findInstruction(tx, dossierId),
        listProlongations(tx, dossierId),
        listActesDuDossier(tx, dossierId),
        findSubventionOfDossier(tx, dossierId),
        listVersementsDuDossier(tx, dossierId),
      ]);
      if (!instruction) return [];
      const aujourdhui = fromPlainDate(clock.today());
      return [
        ...horlogeOf({ instruction, prolongations, aujourdhui }),
        ...echeancesOf(subvention, versements, aujourdhui),
        ...versementsOf({ versements, statut: subvention?.statut, base }),
        ...actesOf(actes, base),
      ];
    },
  };
}

/** While somebody examines it: once it is decided no clock runs, and the page says the decision. */
function horlogeOf(horloge: HorlogeProps): readonly Panneau[] {
  const { statut } = horloge.instruction;
  if (statut !== 'deposee' && statut !== 'en_instruction') return [];
  const contenu = (
    <>
      <EnCours {...horloge} />
      <Echeancier {...horloge} />
    </>
  );
  return [{ id: 'horloge', titre: HORLOGE_LEGALE, contenu }];
}

/** Once it is awarded: what the project owes, and until when. */
function echeancesOf(
  subvention: Subvention | undefined,
  versements: readonly Versement[],
  aujourdhui: Jour,
): readonly Panneau[] {
  const echeances = subvention ? echeancesDeSubvention(subvention, versements) : [];
  if (!subvention || echeances.length === 0) return [];
  const contenu = <EcheancierDeSubvention echeances={echeances} aujourdhui={aujourdhui} fictif={subvention.fictif} />;
  return [{ id: 'echeances', titre: ECHEANCES_DU_PROJET, contenu }];
}

function EnCours({ instruction, aujourdhui }: Pick<HorlogeProps, 'instruction' | 'aujourdhui'>) {
  if (instruction.fictif) return null;
  const enCours = echeanceEnCours(instruction);
  // Silence has its effect once, on the first examination (décret n° 2018-514, art. 7).
  if (!enCours) return <p>Votre demande est examinée de nouveau. Le silence du service n’a plus d’effet.</p>;
  if (isEchue(enCours.le, aujourdhui)) return null;
  const { nom } = ECHEANCES[enCours.quoi];
  return (
    <p>
      Le service a jusqu’au {formatJour(enCours.le)} inclus pour {nom.charAt(0).toLowerCase() + nom.slice(1)}.
    </p>
  );
}
