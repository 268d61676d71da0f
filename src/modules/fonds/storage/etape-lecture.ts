import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Cellule, Compteurs } from '../domain/etape-compteurs.ts';
import { fonds } from './tables.ts';

export type CelluleChiffree = Omit<Cellule, 'organisationId'> & { readonly compteurs: Compteurs };

/**
 * Every group of figures as it was at the end of a day: one look-up of an index for each.
 *
 * @param grille the one whose rural and urban communes are told; none of them without it
 */
export async function cellulesAu(tx: Tx, organisationId: string, of: CellulesDe): Promise<readonly CelluleChiffree[]> {
  return (await requeteDeCellules(organisationId, of).execute(tx)).rows;
}

type CellulesDe = { readonly jour: Jour; readonly grille?: string | undefined };

/** The statement itself: for who wants to see how PostgreSQL answers it. */
export function requeteDeCellules(organisationId: string, { jour, grille }: CellulesDe) {
  return sql<CelluleChiffree>`
    select k.vue, k.cle, k.fictif, c.compteurs from etape_cles k
    cross join lateral (
      select compteurs from etape_cumuls c
      where c.organisation_id = k.organisation_id and c.vue = k.vue and c.cle = k.cle and c.fictif = k.fictif
        and c.jour <= ${jour}::date
      order by c.jour desc limit 1
    ) c
    where k.organisation_id = ${organisationId}
      and (k.vue <> 'ruralite' or starts_with(k.cle, ${`${grille ?? ''}/`}))`;
}

export type PointDeCourbe = { readonly jour: Jour; readonly fictif: boolean; readonly compteurs: Compteurs };

/** The whole, at the end of each of these days. */
export async function courbeAux(
  tx: Tx,
  organisationId: string,
  jours: readonly Jour[],
): Promise<readonly PointDeCourbe[]> {
  const { rows } = await sql<PointDeCourbe>`
    select d.jour, f.fictif, c.compteurs
    from unnest(${[...jours]}::date[]) as d (jour) cross join (values (true), (false)) as f (fictif)
    cross join lateral (
      select compteurs from etape_cumuls
      where organisation_id = ${organisationId} and vue = 'tout' and cle = '' and fictif = f.fictif and jour <= d.jour
      order by jour desc limit 1
    ) c order by d.jour`.execute(tx);
  return rows;
}

/** The first day on which something happened; undefined when nothing ever did. */
export async function premierJour(tx: Tx, organisationId: string): Promise<Jour | undefined> {
  const first = await fonds(tx)
    .selectFrom('etape_cumuls')
    .select('jour')
    .where('organisation_id', '=', organisationId)
    .where('vue', '=', 'tout')
    .where('cle', '=', '')
    .orderBy('jour')
    .limit(1)
    .executeTakeFirst();
  return first?.jour;
}
