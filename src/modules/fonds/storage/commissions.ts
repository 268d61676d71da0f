import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { StatutCommission } from '../domain/commission.ts';
import { evaluation } from './tables-evaluation.ts';

export type CommissionListee = {
  readonly id: string;
  readonly nom: string;
  readonly tenueLe: Jour;
  readonly statut: StatutCommission;
};

/** The latest first. */
export async function listCommissions(tx: Tx, sessionId: string): Promise<readonly CommissionListee[]> {
  return evaluation(tx)
    .selectFrom('commissions')
    .where('session_id', '=', sessionId)
    .select(['id', 'nom', 'tenue_le as tenueLe', 'statut'])
    .orderBy('tenue_le', 'desc')
    .orderBy('created_at', 'desc')
    .execute();
}
