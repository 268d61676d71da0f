import { sql } from 'kysely';
import { integerArray, jsonArray, type Texts, textArray, uuidArray } from '../../../platform/db/arrays.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { LigneConnue, LigneDuLot } from '../domain/lot.ts';

/** What the rows of a batch say: in the file, then as it was read. */
type Ecrits = { readonly bruts: Texts; readonly valeurs: Texts };

type Context = { readonly organisationId: string; readonly importId: string };

/** Until the transaction ends, nobody else writes rows of this type for this organisation. */
export async function lockLignes(tx: Tx, organisationId: string, type: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organisationId} ${type}`}, 0))`.execute(tx);
}

/** A batch is sorted before it is written: with the room that PostgreSQL gives by itself, that would go through the disk. */
export async function sortInMemory(tx: Tx): Promise<void> {
  await sql`set local work_mem = '32MB'`.execute(tx);
}

/**
 * What is known under these keys. Digests are read as the domain writes them. The `select` around the keys keeps PostgreSQL
 * from estimating each of them before it looks for any.
 */
export async function findLignes(tx: Tx, cles: readonly string[]): Promise<readonly LigneConnue[]> {
  const { rows } = await sql<LigneConnue>`
    select replace(cle::text, '-', '') as cle, replace(empreinte::text, '-', '') as empreinte, import_id as "importId", ligne
    from lignes_importees where cle = any((select ${uuidArray(cles)}::uuid[])::uuid[])
  `.execute(tx);
  return rows;
}

/** Writes rows whose keys are new: not looking for them again takes a fifth off the time of PostgreSQL. */
export async function insertLignes(
  tx: Tx,
  context: Context,
  ecrits: Ecrits,
  lignes: readonly LigneDuLot[],
): Promise<void> {
  if (lignes.length > 0) await insertOf(context, ecrits, lignes).execute(tx);
}

/** Writes rows whose keys may be known, each key once. What is known and says the same is left as it is. */
export async function writeLignes(
  tx: Tx,
  context: Context,
  ecrits: Ecrits,
  lignes: readonly LigneDuLot[],
): Promise<void> {
  if (lignes.length === 0) return;
  await sql`${insertOf(context, ecrits, lignes)}
    on conflict (cle) do update set
      import_id = excluded.import_id, ligne = excluded.ligne, empreinte = excluded.empreinte, brut = excluded.brut,
      valeurs = excluded.valeurs
    where lignes_importees.empreinte <> excluded.empreinte
  `.execute(tx);
}

/** In the order of the keys, which is that of their index. What is long comes first: `pg` makes room for it once. */
function insertOf({ organisationId, importId }: Context, { bruts, valeurs }: Ecrits, lignes: readonly LigneDuLot[]) {
  const column = <Name extends keyof LigneDuLot>(name: Name) => lignes.map((one) => one[name]);
  const ecrites = lignes.map(({ rejetee, rang }) => (rejetee ? null : rang));
  return sql`
    insert into lignes_importees (cle, organisation_id, import_id, ligne, empreinte, brut, valeurs)
    select cle, ${organisationId}::uuid, ${importId}::uuid, ligne, empreinte, brut, valeurs
    from (
      select unnest(${jsonArray(valeurs, ecrites)}::json[]) as valeurs, unnest(${textArray(bruts, column('rang'))}::text[]) as brut,
        unnest(${uuidArray(column('cle'))}::uuid[]) as cle, unnest(${integerArray(column('ligne'))}::integer[]) as ligne,
        unnest(${uuidArray(column('empreinte'))}::uuid[]) as empreinte
    ) as lot
    order by cle`;
}
