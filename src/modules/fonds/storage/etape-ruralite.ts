import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { CleRuralite, Compte, GrilleLue } from '../domain/etape-compteurs.ts';
import { SANS_FIN } from './etape-projection.ts';
import { fonds } from './tables.ts';

/** True when the figures of this grid are there, as far as the journal was read. */
export async function isGrilleProjetee(tx: Tx, empreinte: string): Promise<boolean> {
  const row = await fonds(tx)
    .selectFrom('etape_grilles')
    .where('empreinte', '=', empreinte)
    .select('empreinte')
    .executeTakeFirst();
  return row !== undefined;
}

/** Every grid whose figures are kept, with what it says of these collectivités. */
export async function listGrillesLues(tx: Tx, sirens: readonly string[]): Promise<readonly GrilleLue[]> {
  const [grilles, ruralites] = await Promise.all([
    fonds(tx).selectFrom('etape_grilles').select('empreinte').orderBy('empreinte').execute(),
    fonds(tx)
      .selectFrom('etape_ruralites')
      .where('siren', '=', sql<string>`any (${[...sirens]}::text[])`)
      .selectAll()
      .execute(),
  ]);
  const told = Map.groupBy(ruralites, ({ empreinte }) => empreinte);
  return grilles.map(({ empreinte }) => ({
    empreinte,
    bySiren: new Map((told.get(empreinte) ?? []).map(({ siren, ruralite }) => [siren, ruralite])),
  }));
}

export async function insertGrille(tx: Tx, { empreinte, bySiren }: GrilleLue, now: Temporal.Instant): Promise<void> {
  await fonds(tx).insertInto('etape_grilles').values({ empreinte, vue_le: now }).execute();
  const [sirens, ruralites] = [[...bySiren.keys()], [...bySiren.values()]];
  await sql`
    insert into etape_ruralites (empreinte, siren, ruralite)
    select ${empreinte}, * from unnest(${sirens}::text[], ${ruralites}::text[])`.execute(tx);
}

/** Says that this grid is used. Nothing is written when it was said after `before`. */
export async function touchGrille(
  tx: Tx,
  empreinte: string,
  { now, before }: { readonly now: Temporal.Instant; readonly before: Temporal.Instant },
): Promise<void> {
  await fonds(tx)
    .updateTable('etape_grilles')
    .set({ vue_le: now })
    .where('empreinte', '=', empreinte)
    .where('vue_le', '<', before)
    .execute();
}

/** Forgets the grids, and their figures, that no server has used since. */
export async function removeGrilles(tx: Tx, before: Temporal.Instant): Promise<void> {
  const gone = await fonds(tx)
    .deleteFrom('etape_grilles')
    .where('vue_le', '<', before)
    .returning('empreinte')
    .execute();
  for (const { empreinte } of gone) {
    for (const table of ['etape_cumuls', 'etape_cles'] as const) {
      await fonds(tx)
        .deleteFrom(table)
        .where('vue', '=', 'ruralite')
        .where(sql<boolean>`starts_with(cle, ${empreinte})`)
        .execute();
    }
  }
}

/** What came into a state on a day, less what went out of it: so many, and so many cents. */
export type MouvementDeCommunes = Compte & {
  readonly organisationId: string;
  readonly fictif: boolean;
  readonly cle: CleRuralite;
  readonly jour: Jour;
  readonly combien: number;
};

/**
 * All that ever happened to communes, their dossiers and their subventions, as this grid tells them apart. It reads every
 * line once, some seconds for a million: however busy the machine, this transaction has longer than a page.
 */
export async function mouvementsDeCommunes(tx: Tx, empreinte: string): Promise<readonly MouvementDeCommunes[]> {
  await sql`set local statement_timeout = '10min'`.execute(tx);
  const { rows } = await sql<Omit<MouvementDeCommunes, 'debut' | 'decideLe' | 'payeLe'>>`
    select p.organisation_id as "organisationId", p.fictif, coalesce(r.ruralite, 'inconnu') as cle, m.jour, p.genre,
      p.statut, p.recevabilite, sum(m.signe)::int as combien, sum(m.signe * p.demande)::bigint as demande,
      sum(m.signe * p.engage)::bigint as engage, sum(m.signe * p.liquide)::bigint as liquide,
      sum(m.signe * p.paye)::bigint as paye
    from etape_periodes p
    left join etape_ruralites r on r.empreinte = ${empreinte} and r.siren = p.siren
    cross join lateral (values (p.du, 1), (p.au, -1)) as m (jour, signe)
    where p.type = 'commune' and m.jour < ${SANS_FIN}::date
    group by 1, 2, 3, 4, 5, 6, 7`.execute(tx);
  // Delays are not told here.
  return rows.map((row) => ({ ...row, debut: row.jour, decideLe: null, payeLe: null }));
}

/** How many communes first asked a fund on a day, whether truly or not. */
export async function premieresDemandes(
  tx: Tx,
  empreinte: string,
): Promise<readonly Pick<MouvementDeCommunes, 'organisationId' | 'cle' | 'jour' | 'combien'>[]> {
  const { rows } = await sql<Pick<MouvementDeCommunes, 'organisationId' | 'cle' | 'jour' | 'combien'>>`
    select f.organisation_id as "organisationId", coalesce(r.ruralite, 'inconnu') as cle, f.debut as jour,
      count(*)::int as combien
    from (
      select organisation_id, siren, min(debut) as debut from etape_periodes
      where genre = 'collectivite' and type = 'commune' group by organisation_id, siren
    ) f
    left join etape_ruralites r on r.empreinte = ${empreinte} and r.siren = f.siren
    group by 1, 2, 3`.execute(tx);
  return rows;
}
