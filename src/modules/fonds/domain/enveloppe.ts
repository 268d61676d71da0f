import { regionOfDepartement } from '../../../values/code-region.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP } from '../../../values/french.ts';
import type { Jour } from '../../../values/jour.ts';
import { type Couverture, couvre, type Situation } from './simulation.ts';

/** Until when the credits received from another enveloppe may be promised; null: no day was set. */
export type Delegation = { readonly delegationFin: Jour | null };

/**
 * Why the credits of an enveloppe cannot be promised to this beneficiary, or on this day; undefined when they can.
 *
 * @param jour of the proposal, or of the decision
 */
export function refusDEnveloppe(
  { territoire, ...delegation }: Delegation & { readonly territoire: Couverture },
  beneficiaire: Situation,
  jour: Jour,
): string | undefined {
  if (!couvre(territoire, beneficiaire)) {
    return 'Cette enveloppe est celle d’un autre territoire que celui du bénéficiaire.';
  }
  return refusDeDelegation(delegation, jour);
}

/** The last day counts whole; a weekend puts nothing off: the act that delegates sets the day. */
export function refusDeDelegation({ delegationFin }: Delegation, jour: Jour): string | undefined {
  if (delegationFin === null || jour <= delegationFin) return undefined;
  return (
    `La délégation de ces crédits a pris fin le ${formatJour(delegationFin, 'full')}, sans report au jour ouvrable` +
    `${NBSP}: le ${formatJour(jour, 'full')}, rien ne peut plus y être promis. Prolongez-la, ou choisissez une autre enveloppe.`
  );
}

const RANGS = { national: 0, region: 1, departement: 2 } as const;

/** Credits go down: from the nation to a région or a département, from a région to one of its own départements. */
export function mayDelegate(parent: Couverture, enfant: Couverture): boolean {
  if (parent.type === 'national' || enfant.type === 'national')
    return parent.type === 'national' && enfant.type !== 'national';
  return RANGS[parent.type] < RANGS[enfant.type] && regionOfDepartement(enfant.code) === parent.code;
}
