import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { donnees } from './tables.ts';

/** A count shared by all processes, or, with a limit of 0, somebody who may be at rest or broken. */
export type CleLimite = {
  readonly cle: string;
  /** Calls a window. */
  readonly limite: number;
  readonly fenetreSecondes: number;
};

export type Permission =
  /** `echecs` > 0: this call is a trial, and what becomes of it must be told. */
  { readonly accorde: true; readonly echecs: number } | { readonly accorde: false; readonly attendreMs: number };

/** Takes one call out of every budget, or none. @param essaiSecondes how long others wait for the end of a trial */
export async function takeCall(tx: Tx, cles: readonly CleLimite[], essaiSecondes: number): Promise<Permission> {
  const { rows } = await sql<{ accorde: boolean; attendre_ms: number; echecs: number }>`
    select * from take_source_call(
      ${cles.map(({ cle }) => cle)}::text[], ${cles.map(({ limite }) => limite)}::integer[],
      ${cles.map(({ fenetreSecondes }) => fenetreSecondes)}::double precision[], ${essaiSecondes}
    )`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('take_source_call always answers');
  return row.accorde ? { accorde: true, echecs: row.echecs } : { accorde: false, attendreMs: row.attendre_ms };
}

/** Nobody asks for that long. A rest already ordered is never made shorter. */
export async function orderRepos(tx: Tx, cle: string, secondes: number): Promise<void> {
  await sql`insert into source_limites (cle, repos_jusqua) values (${cle}, clock_timestamp() + ${secondes} * interval '1 second')
    on conflict (cle) do update set modified_at = clock_timestamp(),
      repos_jusqua = greatest(source_limites.repos_jusqua, excluded.repos_jusqua)`.execute(tx);
}

/**
 * One more breakdown in a row. From `seuil` on, the source rests, each time twice as long.
 */
export async function countEchec(
  tx: Tx,
  cle: string,
  { seuil, reposSecondes, reposMaxSecondes }: Disjoncteur,
): Promise<number> {
  const { rows } = await sql<{ echecs: number }>`
    insert into source_limites (cle, echecs) values (${cle}, 1)
    on conflict (cle) do update set echecs = source_limites.echecs + 1, modified_at = clock_timestamp(),
      repos_jusqua = case when source_limites.echecs + 1 >= ${seuil}
        then clock_timestamp() + interval '1 second'
          * least(${reposSecondes} * power(2, least(source_limites.echecs + 1 - ${seuil}, 10)), ${reposMaxSecondes})
        else source_limites.repos_jusqua end
    returning echecs`.execute(tx);
  return rows[0]?.echecs ?? 0;
}

export type Disjoncteur = {
  readonly seuil: number;
  readonly reposSecondes: number;
  readonly reposMaxSecondes: number;
};

/** It answers again. */
export async function forgetEchecs(tx: Tx, cle: string): Promise<void> {
  await donnees(tx)
    .updateTable('source_limites')
    .set({ echecs: 0, repos_jusqua: null })
    .where('cle', '=', cle)
    .where('echecs', '>', 0)
    .execute();
}

/** Rows that say nothing any more. */
export async function purgeLimites(tx: Tx, before: Temporal.Instant): Promise<void> {
  await donnees(tx)
    .deleteFrom('source_limites')
    .where('modified_at', '<', before)
    .where((eb) => eb.or([eb('repos_jusqua', 'is', null), eb('repos_jusqua', '<', before)]))
    .execute();
}
