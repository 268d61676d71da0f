import type { Noyau } from '../../../platform/services.ts';
import type { Jour } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { mayBegin } from '../domain/delais.ts';
import { applyAction } from '../domain/subvention.ts';
import { assertMayManage } from '../policies.ts';
import { saveSubvention } from '../storage/subventions.ts';
import { holdSubvention, journaliser } from './on-subvention.ts';

export type Commencement = { readonly subventionId: string; readonly commencement: Jour };

/** The day on which the works began, by their first legal act or a sworn statement (décret n° 2018-514, art. 5). */
export async function declareCommencement(
  noyau: Noyau,
  agent: Agent,
  { subventionId, commencement }: Commencement,
): Promise<Result<void>> {
  assertMayManage(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const subvention = await holdSubvention(tx, subventionId);
    const applied = applyAction('declarer_commencement', subvention.statut);
    if (!applied.ok) return applied;
    if (!mayBegin(commencement, subvention.demandeRecue)) {
      return refuse('Le projet ne commence pas avant que la demande soit reçue (décret n° 2018-514, art. 5).');
    }
    await saveSubvention(tx, subventionId, { commencement });
    await journaliser(tx, noyau, agent, subvention, 'subvention.commencee', { commencement });
    return ok(undefined);
  });
}
