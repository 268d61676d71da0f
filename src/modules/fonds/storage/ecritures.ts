import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
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
  const { id, organisationId, operationId, enveloppeId, subventionId, type, de, vers, montant } = ecriture;
  const quoi = [id, organisationId, operationId, enveloppeId, subventionId, type, de, vers, montant] as const;
  await addEcriture(tx, ...quoi, ecriture.motif, ecriture.autorite, ecriture.acteurId, at);
}

const addEcriture = prepared(
  'mouvement_ajout',
  (
    tx,
    id: string,
    organisation_id: string,
    operation_id: string,
    enveloppe_id: string,
    subvention_id: string | null,
    type: TypeOperation,
    de: Compte,
    vers: Compte,
    montant: Montant,
    motif: string,
    autorite: string,
    acteur_id: string | null,
    passed_at: Temporal.Instant,
  ) =>
    fonds(tx).insertInto('ecritures').values({
      id,
      organisation_id,
      operation_id,
      enveloppe_id,
      subvention_id,
      type,
      de,
      vers,
      montant,
      motif,
      autorite,
      acteur_id,
      passed_at,
    }),
);

/** A form that was sent already left its movements under its own key. */
export async function isOperationKnown(tx: Tx, operationId: string): Promise<boolean> {
  const row = await fonds(tx)
    .selectFrom('ecritures')
    .where('operation_id', '=', operationId)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
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
