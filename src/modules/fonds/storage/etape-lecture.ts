import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { CommuneAidee } from '../domain/equite-rurale.ts';
import type { Cellule, Compteurs } from '../domain/etape-compteurs.ts';
import { fonds } from './tables.ts';

export type CelluleChiffree = Omit<Cellule, 'organisationId'> & { readonly compteurs: Compteurs };

/** Every group of figures as it was at the end of a day: one look-up of an index for each. */
export async function cellulesAu(tx: Tx, organisationId: string, jour: Jour): Promise<readonly CelluleChiffree[]> {
  const { rows } = await sql<CelluleChiffree>`
    select k.vue, k.cle, k.fictif, c.compteurs from etape_cles k
    cross join lateral (
      select compteurs from etape_cumuls c
      where c.organisation_id = k.organisation_id and c.vue = k.vue and c.cle = k.cle and c.fictif = k.fictif
        and c.jour <= ${jour}::date
      order by c.jour desc limit 1
    ) c
    where k.organisation_id = ${organisationId}`.execute(tx);
  return rows;
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

/**
 * What each commune asked and received, at the end of a day. It reads a line for each request that was granted: ask it
 * only when it is shown.
 */
export async function communesAideesAu(tx: Tx, organisationId: string, jour: Jour): Promise<readonly CommuneAidee[]> {
  const { rows } = await sql<CommuneAidee>`
    select siren,
      count(*) filter (where genre = 'collectivite')::int as demandeuses,
      count(*) filter (where genre = 'collectivite' and statut = 'soutenue')::int as soutenues,
      coalesce(sum(engage + liquide + paye) filter (where genre = 'subvention'), 0)::bigint as attribue
    from etape_periodes
    where organisation_id = ${organisationId} and genre in ('collectivite', 'subvention') and type = 'commune'
      and du <= ${jour}::date and au > ${jour}::date
    group by siren`.execute(tx);
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
