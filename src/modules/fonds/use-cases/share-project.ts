import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { assertMayManage } from '../policies.ts';
import { saveSubvention } from '../storage/subventions.ts';
import { holdSubvention, journaliser } from './on-subvention.ts';

export type Partage = {
  readonly subventionId: string;
  readonly licence: string | null;
  /** An https address. */
  readonly depotSource: string | null;
};

/** Says where the code of a project is, and under which licence: often known long after the award, and shown to all. */
export async function shareProject(
  noyau: Noyau,
  agent: Agent,
  { subventionId, licence, depotSource }: Partage,
): Promise<Result<void>> {
  assertMayManage(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const subvention = await holdSubvention(tx, subventionId);
    if (subvention.statut === 'abandonnee')
      return refuse('La subvention est abandonnée\u00a0: elle n’est plus montrée.');
    if (subvention.licence === licence && subvention.depotSource === depotSource) return ok(undefined);
    await saveSubvention(tx, subventionId, { licence, depot_source: depotSource });
    // Not the texts themselves: an address may hold a name, and the journal none.
    const dits = { licence: licence !== null, depotSource: depotSource !== null };
    await journaliser(tx, noyau, agent, subvention, 'subvention.partagee', dits);
    return ok(undefined);
  });
}
