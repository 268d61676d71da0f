import type { Tx } from '../../../platform/db/database.ts';
import type { ChoixDeCourriels } from '../domain/courriels-agents.ts';
import { demarches } from './tables.ts';

/** What these places chose, by id of the place; those that chose nothing are not there. */
export async function listChoix(tx: Tx, membreIds: readonly string[]): Promise<ReadonlyMap<string, ChoixDeCourriels>> {
  if (membreIds.length === 0) return new Map();
  const rows = await demarches(tx)
    .selectFrom('courriels_choisis')
    .where('membre_id', 'in', [...membreIds])
    .select(['membre_id as membreId', 'choix'])
    .execute();
  return new Map(rows.map(({ membreId, choix }) => [membreId, choix]));
}

export async function saveChoix(tx: Tx, membreId: string, choix: ChoixDeCourriels): Promise<void> {
  await demarches(tx)
    .insertInto('courriels_choisis')
    .values({ membre_id: membreId, choix })
    .onConflict((conflict) => conflict.column('membre_id').doUpdateSet({ choix }))
    .execute();
}
