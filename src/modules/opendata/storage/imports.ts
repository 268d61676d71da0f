import { sql } from 'kysely';
import type { FichierTenu } from '../../../platform/blobs/hold-file.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { CleDePage } from '../../../values/cle-de-page.ts';
import type { Comptes } from '../domain/lot.ts';
import type { IdTypeImport } from '../domain/type-import.ts';
import { opendata, type StatutImport } from './tables.ts';

export type Import = Comptes & {
  readonly id: string;
  readonly type: IdTypeImport;
  readonly nomFichier: string;
  readonly sha256: string;
  readonly taille: number;
  readonly statut: StatutImport;
  readonly refus: string | null;
  /** The last line that is written. */
  readonly ligne: number;
  readonly createdAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
};

const COLUMNS = [
  'id',
  'type',
  'nom_fichier as nomFichier',
  'sha256',
  'taille',
  'statut',
  'refus',
  'ligne',
  'lues',
  'nouvelles',
  'modifiees',
  'inchangees',
  'en_double',
  'rejetees',
  'defauts',
  'created_at as createdAt',
  'finished_at as finishedAt',
] as const;

export type ImportToInsert = Pick<Import, 'id' | 'type' | 'nomFichier' | 'sha256' | 'taille'> & {
  readonly organisationId: string;
  readonly acteurId: string | null;
};

/** @returns false when this organisation has this very file already */
export async function insertImport(tx: Tx, one: ImportToInsert, at: Temporal.Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await opendata(tx)
    .insertInto('imports')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      type: one.type,
      nom_fichier: one.nomFichier,
      sha256: one.sha256,
      taille: one.taille,
      statut: 'en_cours',
      acteur_id: one.acteurId,
      created_at: at,
    } as never)
    .onConflict((conflict) => conflict.columns(['organisation_id', 'type', 'sha256']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findImport(tx: Tx, organisationId: string, id: string): Promise<Import | undefined> {
  return opendata(tx)
    .selectFrom('imports')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .select(COLUMNS)
    .executeTakeFirst();
}

export async function findImportOfFile(
  tx: Tx,
  organisationId: string,
  type: IdTypeImport,
  sha256: string,
): Promise<Import | undefined> {
  return opendata(tx)
    .selectFrom('imports')
    .where('organisation_id', '=', organisationId)
    .where('type', '=', type)
    .where('sha256', '=', sha256)
    .select(COLUMNS)
    .executeTakeFirst();
}

/** The newest first; one more than `taille` when there is a next page. */
export async function listImports(
  tx: Tx,
  organisationId: string,
  taille: number,
  apres?: CleDePage,
): Promise<readonly Import[]> {
  let query = opendata(tx)
    .selectFrom('imports')
    .where('organisation_id', '=', organisationId)
    .select(COLUMNS)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(taille + 1);
  if (apres) query = query.where(sql<boolean>`(created_at, id) < (${apres.at.toString()}, ${apres.id})`);
  return query.execute();
}

/** Holds the import until the transaction ends. @returns the last line written, undefined when it is not in progress */
export async function lockImport(tx: Tx, id: string): Promise<number | undefined> {
  const row = await opendata(tx)
    .selectFrom('imports')
    .where('id', '=', id)
    .where('statut', '=', 'en_cours')
    .select('ligne')
    .forUpdate()
    .executeTakeFirst();
  return row?.ligne;
}

/**
 * The commit of this transaction does not wait for the disk: a power cut may lose it, whole, and the import goes on from
 * the batch before. What ends the import waits, for itself and for all that came before it.
 */
export async function commitWithoutWaiting(tx: Tx): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(tx);
}

/** Counts a batch that this transaction writes. */
export async function advanceImport(tx: Tx, id: string, ligne: number, lot: Comptes): Promise<void> {
  await sql`update imports set ligne = ${ligne}, lues = lues + ${lot.lues}, nouvelles = nouvelles + ${lot.nouvelles},
    modifiees = modifiees + ${lot.modifiees}, inchangees = inchangees + ${lot.inchangees},
    en_double = en_double + ${lot.en_double}, rejetees = rejetees + ${lot.rejetees}, defauts = defauts + ${lot.defauts}
    where id = ${id}`.execute(tx);
}

/** @returns false when it was not in progress: somebody else has ended it */
export async function endImport(tx: Tx, id: string, refus: string | null, at: Temporal.Instant): Promise<boolean> {
  const { numUpdatedRows } = await opendata(tx)
    .updateTable('imports')
    .set({ statut: refus === null ? 'termine' : 'refuse', refus, finished_at: at })
    .where('id', '=', id)
    .where('statut', '=', 'en_cours')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A file that was refused is tried again, from where it stopped: what could not be read yesterday may be today. */
export async function reopenImport(tx: Tx, id: string): Promise<void> {
  await opendata(tx)
    .updateTable('imports')
    .set({ statut: 'en_cours', refus: null, finished_at: null })
    .where('id', '=', id)
    .where('statut', '=', 'refuse')
    .execute();
}

/** True when this file was imported by some organisation: it can be imported again, and its rejected rows read. */
export const isFichierImporte: FichierTenu = async (tx, sha256) => {
  const query = opendata(tx).selectFrom('imports').where('sha256', '=', sha256).select('id').limit(1);
  return (await query.executeTakeFirst()) !== undefined;
};
