import { jourFromInstant } from '../../../values/jour.ts';
import { formatMontant, type Montant, partOf } from '../../../values/montant.ts';
import type { Ratio } from '../../../values/ratio.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { checkProposition, type Proposition } from './proposition.ts';

/** What a request says of its own financing. */
export type FinancementDemande = Pick<Proposition, 'cout' | 'assiette' | 'autresAides' | 'financementsPrives'> & {
  readonly demande: Montant;
  readonly fin: Proposition['finPrevue'] | null;
  readonly depositedAt: Temporal.Instant;
};

/**
 * The proposal that funds a request with this amount. Its rate is what the amount is of the eligible cost, exactly.
 * @returns the first rule of law that it breaks, with its article
 */
export function propositionPour(
  { cout, assiette, autresAides, financementsPrives, demande, fin, depositedAt }: FinancementDemande,
  montant: Montant,
  departement: string | null,
): Result<Proposition & { readonly taux: Ratio }> {
  if (montant > demande)
    return refuse(`La demande est de ${formatMontant(demande, 'if-any')} : le montant ne la dépasse pas.`);
  if (fin === null) {
    return refuse('La demande ne dit pas quand le projet finit : demandez une correction avant de la financer.');
  }
  if (assiette <= 0) return refuse('La demande n’a aucune dépense subventionnable.');
  const proposition = {
    cout,
    assiette,
    taux: partOf(montant, assiette),
    montant,
    autresAides,
    financementsPrives,
    departement,
    derogationParticipation: null,
    demandeRecue: jourFromInstant(depositedAt),
    commencement: null,
    finPrevue: fin,
  };
  const checked = checkProposition(proposition);
  if (checked.ok) return ok(proposition);
  const [first = 'Cette proposition n’est pas possible.'] = Object.values(checked.error);
  return refuse(first);
}
