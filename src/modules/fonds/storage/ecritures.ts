import type { Tx } from '../../../platform/db/database.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Compte, TypeOperation } from '../domain/operation.ts';
import { fonds } from './tables.ts';

export type Ecriture = {
  readonly id: string;
  readonly organisationId: string;
  readonly operationId: string;
  readonly enveloppeId: string;
  readonly subventionId: string | null;
  readonly type: TypeOperation;
  readonly de: Compte;
  readonly vers: Compte;
  readonly montant: Montant;
  readonly motif: string;
  readonly autorite: string;
  readonly acteurId: string | null;
};

/** The database applies it to the accounts, and refuses what would leave one below zero. */
export async function insertEcriture(tx: Tx, ecriture: Ecriture, at: Temporal.Instant): Promise<void> {
  await fonds(tx)
    .insertInto('ecritures')
    .values({
      id: ecriture.id,
      organisation_id: ecriture.organisationId,
      operation_id: ecriture.operationId,
      enveloppe_id: ecriture.enveloppeId,
      subvention_id: ecriture.subventionId,
      type: ecriture.type,
      de: ecriture.de,
      vers: ecriture.vers,
      montant: ecriture.montant,
      motif: ecriture.motif,
      autorite: ecriture.autorite,
      acteur_id: ecriture.acteurId,
      passed_at: at,
    })
    .execute();
}
