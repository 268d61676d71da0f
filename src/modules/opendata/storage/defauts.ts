import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { CodeDefaut, Defaut } from '../domain/defaut.ts';
import { opendata } from './tables.ts';

export async function insertDefauts(
  tx: Tx,
  { organisationId, importId }: { readonly organisationId: string; readonly importId: string },
  lignes: readonly { readonly ligne: number; readonly defauts: readonly Defaut[] }[],
): Promise<void> {
  if (lignes.length === 0) return;
  const batch = JSON.stringify(
    lignes.flatMap(({ ligne, defauts }) => defauts.map((defaut, rang) => ({ ligne, rang, ...defaut }))),
  );
  await sql`
    insert into defauts_import (import_id, organisation_id, ligne, rang, colonne, code, valeur, precision)
    select ${importId}::uuid, ${organisationId}::uuid, ligne, rang, colonne, code, valeur, precision
    from json_to_recordset(${batch}::json)
      as lot (ligne integer, rang smallint, colonne text, code text, valeur text, precision text)
  `.execute(tx);
}

export type DefautListe = Defaut & { readonly ligne: number; readonly rang: number };

/** Where a page of defects begins: after this one. */
export type CleDefaut = Pick<DefautListe, 'ligne' | 'rang'>;

export type FiltreDefauts = { readonly colonne: string; readonly code: CodeDefaut };

/** In the order of the file; one more than `taille` when there is a next page. */
export async function listDefauts(
  tx: Tx,
  importId: string,
  { taille, apres, filtre }: { readonly taille: number; readonly apres?: CleDefaut; readonly filtre?: FiltreDefauts },
): Promise<readonly DefautListe[]> {
  let query = opendata(tx)
    .selectFrom('defauts_import')
    .where('import_id', '=', importId)
    .select(['ligne', 'rang', 'colonne', 'code', 'valeur', 'precision'])
    .orderBy('ligne')
    .orderBy('rang')
    .limit(taille + 1);
  if (apres) query = query.where(sql<boolean>`(ligne, rang) > (${apres.ligne}, ${apres.rang})`);
  if (filtre) query = query.where('colonne', '=', filtre.colonne).where('code', '=', filtre.code);
  return query.execute();
}

export type BilanDefaut = { readonly colonne: string; readonly code: CodeDefaut; readonly nombre: number };

/** How many of each kind in each column, the most frequent first. */
export async function countDefauts(tx: Tx, importId: string): Promise<readonly BilanDefaut[]> {
  return opendata(tx)
    .selectFrom('defauts_import')
    .where('import_id', '=', importId)
    .groupBy(['colonne', 'code'])
    .select(['colonne', 'code', sql<number>`count(*)`.as('nombre')])
    .orderBy('nombre', 'desc')
    .orderBy('colonne')
    .orderBy('code')
    .limit(100)
    .execute();
}
