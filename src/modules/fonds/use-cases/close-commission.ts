import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Noyau } from '../../../platform/services.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP, count as quantite } from '../../../values/french.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { assertMayRank } from '../policies.ts';
import { type Commission, listMembres, saveCloture } from '../storage/commissions.ts';
import { type Decision, listDecisions } from '../storage/decisions-de-commission.ts';
import { cloreCommission } from '../tasks/clore-commission.ts';
import { holdCommission, journaliserCommission } from './on-commission.ts';

/**
 * Closes a committee: its decisions are fixed, and a job that is committed with them carries them out one by one. Asked
 * again meanwhile, they are carried out in the name of whoever asks: the first one may have lost the right to.
 */
export async function closeCommission(
  noyau: Noyau,
  agent: Agent,
  { commissionId }: { readonly commissionId: string },
): Promise<Result<void>> {
  assertMayRank(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx): Promise<Result<void>> => {
    const commission = await holdCommission(tx, commissionId);
    if (commission.statut === 'close') return ok(undefined);
    if (commission.statut === 'ouverte') {
      const fixed = await fixDecisions(tx, noyau, agent, commission);
      if (!fixed.ok) return fixed;
    } else if (commission.clotureParId !== agent.personneId) {
      await journaliserCommission(tx, noyau, agent, commission, 'commission.cloture_reprise', {});
    }
    await saveCloture(tx, commissionId, agent.personneId);
    const { organisationId } = commission;
    // One that waits to be tried again leaves its place: what was repaired is seen at once.
    await enqueue(tx, cloreCommission, { organisationId, commissionId }, { key: `cloture ${commissionId}` });
    return ok(undefined);
  });
}

/** From here on, the database lets no decision of this committee change. */
async function fixDecisions(tx: Tx, noyau: Noyau, agent: Agent, commission: Commission): Promise<Result<void>> {
  const { id, quorum, tenueLe } = commission;
  if (tenueLe > fromPlainDate(noyau.clock.today())) {
    return refuse(`La séance est le ${formatJour(tenueLe)}${NBSP}: elle se clôt ce jour-là ou après.`);
  }
  const [membres, decisions] = await Promise.all([listMembres(tx, id), listDecisions(tx, id)]);
  const presents = membres.filter(({ present }) => present).length;
  if (presents < quorum)
    return refuse(`Le quorum n’est pas atteint${NBSP}: ${quantite(presents, 'présent')} sur ${quorum} exigés.`);
  if (decisions.length === 0) return refuse('La commission n’a encore rien décidé.');
  const count = (asked: Decision['decision']) => decisions.filter(({ decision }) => decision === asked).length;
  await journaliserCommission(tx, noyau, agent, commission, 'commission.decisions_fixees', {
    presents,
    financer: count('financer'),
    refuser: count('refuser'),
    reporter: count('reporter'),
  });
  return ok(undefined);
}
