import type { Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { ModeleActe, TypeActe } from '../domain/acte.ts';
import { type ActesTables, actesTables } from './actes-tables.ts';

/** A text in force, and since when. */
export type ModeleEnVigueur = ModeleActe & { readonly sha256: string; readonly createdAt: Temporal.Instant };

/** The last version of each type that this organisation has. */
export async function listModeles(tx: Tx, organisationId: string): Promise<readonly ModeleEnVigueur[]> {
  const rows = await actesTables(tx)
    .selectFrom('modeles_actes')
    .where('organisation_id', '=', organisationId)
    .distinctOn('type')
    .selectAll()
    .orderBy('type')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(modeleOfRow);
}

export async function findModele(tx: Tx, organisationId: string, type: TypeActe): Promise<ModeleActe | undefined> {
  const row = await actesTables(tx)
    .selectFrom('modeles_actes')
    .where('organisation_id', '=', organisationId)
    .where('type', '=', type)
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && modeleOfRow(row);
}

export async function insertModele(
  tx: Tx,
  organisationId: string,
  { id, type, version, titre, objet, corps, sha256, createdAt }: ModeleEnVigueur,
): Promise<void> {
  await actesTables(tx)
    .insertInto('modeles_actes')
    .values({ id, organisation_id: organisationId, type, version, titre, objet, corps, sha256, created_at: createdAt })
    .execute();
}

function modeleOfRow(row: Selectable<ActesTables['modeles_actes']>): ModeleEnVigueur {
  const { id, type, version, titre, objet, corps, sha256, created_at: createdAt } = row;
  return { id, type, version, titre, objet, corps, sha256, createdAt };
}
