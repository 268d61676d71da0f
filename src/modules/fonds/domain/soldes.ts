import { addMontants, type Montant, subtractMontants, ZERO } from '../../../values/montant.ts';
import { type Compte, OPERATIONS, type TypeOperation } from './operation.ts';

/** What each account holds. `autorise` is all that was let in and has not left: the sum of the others. */
export type Soldes = Readonly<Record<Compte, Montant>>;

export const SOLDES_VIDES: Soldes = {
  autorise: ZERO,
  disponible: ZERO,
  reserve: ZERO,
  engage: ZERO,
  liquide: ZERO,
  paye: ZERO,
  rendu: ZERO,
};

export type Mouvement = { readonly type: TypeOperation; readonly montant: Montant };

/**
 * The accounts after a movement, recomputed as the database does: by an independent path, so that each proves the
 * other. @returns undefined when an account would fall below zero
 */
export function applyMouvement(soldes: Soldes, { type, montant }: Mouvement): Soldes | undefined {
  const { de, vers } = OPERATIONS[type];
  // What comes from outside makes `autorise` grow, and what leaves lowers it.
  const after: Soldes = {
    ...soldes,
    [de]: de === 'autorise' ? addMontants(soldes.autorise, montant) : subtractMontants(soldes[de], montant),
    [vers]: vers === 'autorise' ? subtractMontants(soldes.autorise, montant) : addMontants(soldes[vers], montant),
  };
  return Object.values(after).every((solde) => solde >= 0) ? after : undefined;
}
