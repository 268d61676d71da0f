import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { assertMayRank } from '../policies.ts';
import { listMembres, savePresents } from '../storage/commissions.ts';
import { holdCommission, journaliserCommission, siege } from './on-commission.ts';

/** Says who is there: those who are not named are absent. */
export async function recordPresents(
  noyau: Noyau,
  agent: Agent,
  { commissionId, presents }: { readonly commissionId: string; readonly presents: readonly number[] },
): Promise<Result<void>> {
  assertMayRank(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const commission = await holdCommission(tx, commissionId);
    const sits = siege(commission);
    if (!sits.ok) return sits;
    const before = (await listMembres(tx, commissionId)).filter(({ present }) => present);
    await savePresents(tx, commissionId, presents);
    const after = (await listMembres(tx, commissionId)).filter(({ present }) => present);
    const same = JSON.stringify(before) === JSON.stringify(after);
    if (!same)
      await journaliserCommission(tx, noyau, agent, commission, 'commission.presents', { presents: after.length });
    return ok(undefined);
  });
}
