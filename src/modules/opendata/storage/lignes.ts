import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { LigneConnue, LignePreparee } from '../domain/lot.ts';

/** What is known under these keys. */
export async function findLignes(tx: Tx, cles: readonly string[]): Promise<readonly LigneConnue[]> {
  const { rows } = await sql<LigneConnue>`
    select cle, empreinte, import_id as "importId", ligne from lignes_importees where cle = any(${cles}::uuid[])
  `.execute(tx);
  return rows;
}

/**
 * Writes rows, each key once, in the order of their keys: two imports that write the same rows wait for each other, and
 * neither waits in a circle. A parameter a column: PostgreSQL unnests arrays twice as fast as it cuts up JSON.
 */
export async function writeLignes(
  tx: Tx,
  { organisationId, importId }: { readonly organisationId: string; readonly importId: string },
  lignes: readonly LignePreparee[],
): Promise<void> {
  if (lignes.length === 0) return;
  const column = (name: 'cle' | 'ligne' | 'empreinte' | 'brut' | 'valeurs') => lignes.map((one) => one[name]);
  await sql`
    insert into lignes_importees (cle, organisation_id, import_id, ligne, empreinte, brut, valeurs)
    select cle, ${organisationId}::uuid, ${importId}::uuid, ligne, empreinte, brut, valeurs
    from unnest(
      ${column('cle')}::uuid[], ${column('ligne')}::integer[], ${column('empreinte')}::uuid[], ${column('brut')}::text[],
      ${column('valeurs')}::json[]
    ) as lot (cle, ligne, empreinte, brut, valeurs)
    order by cle
    on conflict (cle) do update set
      import_id = excluded.import_id, ligne = excluded.ligne, empreinte = excluded.empreinte, brut = excluded.brut,
      valeurs = excluded.valeurs
    where lignes_importees.empreinte <> excluded.empreinte
  `.execute(tx);
}
