import type { Tx } from '../../../platform/db/database.ts';
import type { Defaut } from '../domain/defaut.ts';
import { fonds } from './tables.ts';

/** What became of a file of the accountant. */
export type Retour = {
  readonly id: string;
  readonly nom: string;
  readonly payees: number;
  readonly rejetees: number;
  /** Lines that an earlier file had already told. */
  readonly connues: number;
  readonly defauts: readonly Defaut[];
  readonly createdAt: Temporal.Instant;
};

export type RetourToInsert = Omit<Retour, 'createdAt'> & {
  readonly organisationId: string;
  readonly sha256: string;
  readonly acteurId: string;
};

export async function insertRetour(tx: Tx, retour: RetourToInsert, at: Temporal.Instant): Promise<void> {
  const { id, organisationId, nom, sha256, payees, rejetees, connues, defauts, acteurId } = retour;
  await fonds(tx)
    .insertInto('retours_paiement')
    .values({
      id,
      organisation_id: organisationId,
      nom,
      sha256,
      payees,
      rejetees,
      connues,
      defauts: JSON.stringify(defauts),
      acteur_id: acteurId,
      created_at: at,
    })
    .execute();
}

const COLUMNS = ['id', 'nom', 'payees', 'rejetees', 'connues', 'defauts', 'created_at as createdAt'] as const;

export async function findRetour(tx: Tx, id: string): Promise<Retour | undefined> {
  return fonds(tx).selectFrom('retours_paiement').where('id', '=', id).select(COLUMNS).executeTakeFirst();
}

/** The last hundred, the newest first. */
export async function listRetours(tx: Tx, organisationId: string): Promise<readonly Retour[]> {
  return fonds(tx)
    .selectFrom('retours_paiement')
    .where('organisation_id', '=', organisationId)
    .select(COLUMNS)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}
