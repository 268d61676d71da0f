import { type Montant, sumMontants, ZERO } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import type { TypeOperation } from './operation.ts';

/** Where a payment of the plan stands. */
export type StatutVersement = 'prevu' | 'justifie' | 'mis_en_paiement' | 'paye' | 'rejete';

export type ActionVersement = 'justifier' | 'annuler_justification' | 'payer' | 'rejeter' | 'representer';

type Transition = {
  /** From where, and the movement of credits that goes with it; null: none. */
  readonly de: Readonly<Partial<Record<StatutVersement, TypeOperation | null>>>;
  readonly vers: StatutVersement;
};

/**
 * The life of a payment. It enters a sheet for the accountant (`mis_en_paiement`) with all the others that wait, by one
 * statement of its own (`storage/lots.ts`).
 */
const TRANSITIONS: Readonly<Record<ActionVersement, Transition>> = {
  justifier: { de: { prevu: 'liquider' }, vers: 'justifie' },
  annuler_justification: { de: { justifie: 'annuler_liquidation', rejete: 'annuler_liquidation' }, vers: 'prevu' },
  payer: { de: { mis_en_paiement: 'payer' }, vers: 'paye' },
  /** Before paying, the accountant refuses; after, the bank sends the money back. */
  rejeter: { de: { mis_en_paiement: null, paye: 'rejeter_paiement' }, vers: 'rejete' },
  representer: { de: { rejete: null }, vers: 'justifie' },
};

/** @returns the new statut and the movement of credits, or the sentence that says why not */
export function applyToVersement(
  action: ActionVersement,
  statut: StatutVersement,
): Result<{ readonly vers: StatutVersement; readonly operation: TypeOperation | null }> {
  const { de, vers } = TRANSITIONS[action];
  const operation = de[statut];
  if (operation === undefined) {
    return refuse(`Le versement est ${LIBELLES_VERSEMENT[statut].phrase} : cette action n’est plus possible.`);
  }
  return ok({ vers, operation });
}

export const LIBELLES_VERSEMENT: Readonly<Record<StatutVersement, { readonly tag: string; readonly phrase: string }>> =
  {
    prevu: { tag: 'Prévu', phrase: 'prévu' },
    justifie: { tag: 'À payer', phrase: 'justifié' },
    mis_en_paiement: { tag: 'Chez le comptable', phrase: 'chez le comptable' },
    paye: { tag: 'Payé', phrase: 'payé' },
    rejete: { tag: 'Rejeté', phrase: 'rejeté' },
  };

type Liquide = { readonly statut: StatutVersement; readonly montantLiquide: Montant | null };

/** What is owed of these payments: those that are justified, paid or not. */
export function totalLiquide(versements: readonly Pick<Liquide, 'montantLiquide'>[]): Montant {
  return sumMontants(versements.map(({ montantLiquide }) => montantLiquide ?? ZERO));
}

/** What the accountant has paid of them. */
export function totalPaye(versements: readonly Liquide[]): Montant {
  return totalLiquide(versements.filter(({ statut }) => statut === 'paye'));
}
