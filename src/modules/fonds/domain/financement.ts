import { type Montant, maxMontant, subtractMontants, sumMontants, ZERO } from '../../../values/montant.ts';
import { depassement, participationMinimale } from './cumul.ts';
import { type Aide, montantPossible } from './eligibilite.ts';

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

/** What bounds a subvention: the rules of its session, the eligible cost, and what the maître d’ouvrage pays at least. */
export type Limite = { readonly regle: 'session' | 'depense' | 'participation'; readonly montant: Montant };

/**
 * The most that each rule lets the fund give to a plan, whatever was asked. The least part of the maître d’ouvrage has
 * exceptions, which whoever decides writes; a lump sum is not a part of a plan.
 *
 * @returns the tightest first
 */
export function limitesDe(
  { cout, assiette, autresAides, financementsPrives }: Omit<Financement, 'demande'>,
  departement: string,
  aide: Aide,
): readonly [Limite, ...Limite[]] {
  const session: Limite = { regle: 'session', montant: montantPossible(aide, assiette) };
  if (aide.type === 'forfait') return [session];
  const financementPublic = subtractMontants(cout, financementsPrives);
  const laisse = (most: Montant) => maxMontant(ZERO, subtractMontants(most, autresAides));
  const [first = session, ...others] = [
    session,
    { regle: 'depense' as const, montant: laisse(assiette) },
    {
      regle: 'participation' as const,
      montant: laisse(subtractMontants(financementPublic, participationMinimale(financementPublic, departement))),
    },
  ].toSorted((a, b) => a.montant - b.montant);
  return [first, ...others];
}
