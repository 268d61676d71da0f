import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { CleDePage } from '../../../values/cle-de-page.ts';
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

export type EcritureListee = Pick<Ecriture, 'id' | 'type' | 'montant' | 'motif' | 'autorite' | 'acteurId'> & {
  readonly passedAt: Temporal.Instant;
};

/** The movements of an enveloppe, the newest first; those of one instant, the last one passed first. @returns up to `taille` + 1 of them: one more means another page */
export async function listEcritures(
  tx: Tx,
  enveloppeId: string,
  { taille, apres }: { readonly taille: number; readonly apres?: CleDePage | undefined },
): Promise<readonly EcritureListee[]> {
  let query = fonds(tx)
    .selectFrom('ecritures')
    .where('enveloppe_id', '=', enveloppeId)
    .select(['id', 'type', 'montant', 'motif', 'autorite', 'acteur_id as acteurId', 'passed_at as passedAt'])
    .orderBy('passed_at', 'desc')
    .orderBy('rang', 'desc')
    .limit(taille + 1);
  if (apres) {
    query = query.where(
      sql<boolean>`(passed_at, rang) < (select passed_at, rang from ecritures where id = ${apres.id})`,
    );
  }
  return query.execute();
}
