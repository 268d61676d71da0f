import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { type Dispositif, listDispositifs } from './sessions.ts';
import { fonds } from './tables.ts';

export type Opportunite = Dispositif & { readonly createdAt: Temporal.Instant; readonly modifiedAt: Temporal.Instant };

/** Public: every dispositif of every fund, with its sessions and rules. What changed last comes first. */
export async function listOpportunites(tx: Tx): Promise<readonly Opportunite[]> {
  const [dispositifs, dates] = await Promise.all([
    listDispositifs(tx),
    fonds(tx)
      .selectFrom('dispositifs as d')
      .leftJoin('sessions_fonds as s', 's.dispositif_id', 'd.id')
      .leftJoin('regles_session as r', 'r.session_id', 's.id')
      .groupBy('d.id')
      .select(['d.id', 'd.created_at as createdAt'])
      .select(sql<Temporal.Instant>`greatest(d.created_at, max(s.created_at), max(r.created_at))`.as('modifiedAt'))
      .execute(),
  ]);
  const byId = new Map(dates.map(({ id, ...rest }) => [id, rest]));
  return dispositifs
    .flatMap((one) => {
      const known = byId.get(one.id);
      return known ? [{ ...one, ...known }] : [];
    })
    .toSorted((a, b) => Temporal.Instant.compare(b.modifiedAt, a.modifiedAt) || (a.id < b.id ? 1 : -1));
}
