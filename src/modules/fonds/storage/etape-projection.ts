import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Cellule, LigneCumul } from '../domain/etape-compteurs.ts';
import type { Etat, Genre } from '../domain/etape-etat.ts';
import type { CelluleMue } from '../domain/mouvements-etape.ts';
import type { EtapeTables } from './etape-tables.ts';
import { fonds } from './tables.ts';

/** What `projeter-etape` reads and writes. Everything goes by lots: one statement a table. */

/** Another one each time that what is read is read otherwise: see the migrations. */
const OBJET = 'etape-2';
/** The day that has no end yet. */
export const SANS_FIN = '9999-12-31' as Jour;

/**
 * How many leaves of the journal were read, and nobody else reads on until this transaction ends.
 *
 * @param wait without it, undefined when somebody else is reading
 */
export async function lockLectureEtape(
  tx: Tx,
  { now, wait }: { readonly now: Temporal.Instant; readonly wait: boolean },
): Promise<number | undefined> {
  await fonds(tx)
    .insertInto('etape_lectures')
    .values({ objet: OBJET, position: 0, read_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const query = fonds(tx).selectFrom('etape_lectures').select('position').where('objet', '=', OBJET).forUpdate();
  return (await (wait ? query : query.skipLocked()).executeTakeFirst())?.position;
}

export async function saveLectureEtape(tx: Tx, position: number, now: Temporal.Instant): Promise<void> {
  await fonds(tx).updateTable('etape_lectures').set({ position, read_at: now }).where('objet', '=', OBJET).execute();
}

/** How many leaves were read; zero as long as none was. */
export async function findLectureEtape(tx: Tx): Promise<number> {
  const row = await fonds(tx).selectFrom('etape_lectures').select('position').executeTakeFirst();
  return row?.position ?? 0;
}

/** A state and the day from which it lasts. */
export type Periode = { readonly etat: Etat; readonly du: Jour; readonly au: Jour };

/** What still lasts of these subjects, by `cleOf`. */
export async function openPeriodes(
  tx: Tx,
  sujets: readonly { readonly genre: Genre; readonly id: string }[],
): Promise<ReadonlyMap<string, Periode>> {
  if (sujets.length === 0) return new Map();
  const { rows } = await sql<EtapeTables['etape_periodes']>`
    select p.* from unnest(${sujets.map(({ genre }) => genre)}::text[], ${sujets.map(({ id }) => id)}::text[])
      as asked (genre, id)
    cross join lateral (
      select * from etape_periodes where genre = asked.genre and sujet_id = asked.id order by du desc limit 1
    ) p`.execute(tx);
  return new Map(rows.map((row) => [cleOf(row.genre, row.sujet_id), { etat: etatOfRow(row), du: row.du, au: row.au }]));
}

export const cleOf = (genre: Genre, id: string) => `${genre} ${id}`;

export async function savePeriodes(tx: Tx, periodes: readonly Periode[]): Promise<void> {
  if (periodes.length === 0) return;
  const rows = JSON.stringify(periodes.map(rowOf));
  await sql`
    insert into etape_periodes
    select * from jsonb_populate_recordset(null::etape_periodes, ${rows}::jsonb)
    on conflict (genre, sujet_id, du) do update set au = excluded.au, statut = excluded.statut,
      type = excluded.type, classe = excluded.classe, departement = excluded.departement, region = excluded.region,
      siren = excluded.siren, decide_le = excluded.decide_le, paye_le = excluded.paye_le, recevabilite = excluded.recevabilite,
      demande = excluded.demande, engage = excluded.engage, liquide = excluded.liquide, paye = excluded.paye,
      tenues = excluded.tenues`.execute(tx);
}

/** A group and, of it, what `cumuler` asks for: the last line before a day, and those from that day on. */
export type CelluleLue = Cellule & { readonly lignes: readonly LigneCumul[] };

export async function lignesToChange(tx: Tx, changed: readonly CelluleMue[]): Promise<readonly CelluleLue[]> {
  if (changed.length === 0) return [];
  const asked = changed.map(({ cellule, mouvements }, rang) => ({
    rang,
    organisation_id: cellule.organisationId,
    vue: cellule.vue,
    cle: cellule.cle,
    fictif: cellule.fictif,
    jour: [...mouvements.keys()].toSorted()[0],
  }));
  const { rows } = await sql<LigneCumul & { readonly rang: number }>`
    select a.rang, c.jour, c.compteurs
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as a (rang int, organisation_id uuid, vue text, cle text, fictif boolean, jour date)
    cross join lateral (
      (select jour, compteurs from etape_cumuls where organisation_id = a.organisation_id and vue = a.vue
        and cle = a.cle and fictif = a.fictif and jour < a.jour order by jour desc limit 1)
      union all
      (select jour, compteurs from etape_cumuls where organisation_id = a.organisation_id and vue = a.vue
        and cle = a.cle and fictif = a.fictif and jour >= a.jour)
    ) c order by a.rang, c.jour`.execute(tx);
  const lignes = Map.groupBy(rows, ({ rang }) => rang);
  return changed.map(({ cellule }, rang) => ({ ...cellule, lignes: lignes.get(rang) ?? [] }));
}

export async function saveCumuls(tx: Tx, lignes: readonly (Cellule & LigneCumul)[]): Promise<void> {
  if (lignes.length === 0) return;
  const rows = JSON.stringify(
    lignes.map(({ organisationId, ...ligne }) => ({ organisation_id: organisationId, ...ligne })),
  );
  await sql`
    with written as (select * from jsonb_populate_recordset(null::etape_cumuls, ${rows}::jsonb)), keys as (
      insert into etape_cles select distinct organisation_id, vue, cle, fictif from written on conflict do nothing
    )
    insert into etape_cumuls select * from written
    on conflict (organisation_id, vue, cle, fictif, jour) do update set compteurs = excluded.compteurs`.execute(tx);
}

function rowOf({ etat, du, au }: Periode): EtapeTables['etape_periodes'] {
  const { id, organisationId, axe, dispositif, decideLe, payeLe, ...same } = etat;
  return {
    ...same,
    du,
    au,
    sujet_id: id,
    organisation_id: organisationId,
    axe_id: axe,
    dispositif_id: dispositif,
    decide_le: decideLe,
    paye_le: payeLe,
  };
}

function etatOfRow(row: EtapeTables['etape_periodes']): Etat {
  const { du: _, au: __, sujet_id, organisation_id, axe_id, dispositif_id, decide_le, paye_le, ...same } = row;
  return {
    ...same,
    id: sujet_id,
    organisationId: organisation_id,
    axe: axe_id,
    dispositif: dispositif_id,
    decideLe: decide_le,
    payeLe: paye_le,
  };
}
