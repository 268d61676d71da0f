import { type Montant, maxMontant, subtractMontants, sumMontants, ZERO } from '../../../values/montant.ts';
import { depassement, participationMinimale } from './cumul.ts';

/** What the financing plan of a request adds up to. */
export type Financement = {
  readonly cout: Montant;
  readonly assiette: Montant;
  readonly demande: Montant;
  readonly autresAides: Montant;
  readonly financementsPrives: Montant;
};

export type Cumul = {
  /** What is left to the collectivité. */
  readonly resteACharge: Montant;
  /** The least that it pays itself (CGCT, art. L1111-10, III). */
  readonly participationMinimale: Montant;
  /** What public aids exceed the eligible cost by (décret n° 2018-514, art. 10, III); zero is right. */
  readonly depassement: Montant;
};

/** Whether the aids that are asked and known may add up, as the plan of the deposit says. */
export function cumulDe(plan: Financement, departement: string): Cumul {
  const aides = [plan.demande, plan.autresAides];
  const resteACharge = maxMontant(ZERO, subtractMontants(plan.cout, sumMontants([...aides, plan.financementsPrives])));
  return {
    resteACharge,
    participationMinimale: participationMinimale(sumMontants([...aides, resteACharge]), departement),
    depassement: depassement(plan.assiette, aides),
  };
}
