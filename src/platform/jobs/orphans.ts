import type pg from 'pg';
import { PRESENCE_LOCKS } from './presence.ts';

/**
 * Gives back the jobs held by workers that are no more: whoever can take the lock of a worker (see presence.ts) knows
 * that it is dead. Without this, a job whose server was killed would wait for four hours.
 *
 * @returns how many workers were found dead
 */
export async function releaseOrphans(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ dead: number }>(
    `with holders as materialized (
       select distinct locked_by from graphile_worker.jobs where locked_by is not null
     ), dead as materialized (
       select locked_by from holders where pg_try_advisory_xact_lock($1, hashtext(locked_by))
     ), released as materialized (
       select graphile_worker.force_unlock_workers(array_agg(locked_by)) from dead having count(*) > 0
     )
     select (select count(*) from dead)::int as dead, (select count(*) from released) as released`,
    [PRESENCE_LOCKS],
  );
  return rows[0]?.dead ?? 0;
}
