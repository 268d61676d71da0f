import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Noyau } from '../../../platform/services.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP, count as quantite } from '../../../values/french.ts';
import { fromPlainDate, type Jour } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { assertMayRank } from '../policies.ts';
import { type Commission, listMembres, type MembreDeCommission, saveCloture } from '../storage/commissions.ts';
import { type Decision, listDecisions } from '../storage/decisions-de-commission.ts';
import { cloreCommission } from '../tasks/clore-commission.ts';
import { empreinteOf } from './empreinte.ts';
import { holdCommission, journaliserCommission } from './on-commission.ts';

/** What is about to be closed, as whoever closes has read it: sent back, it says that nobody decided otherwise since. */
export function empreinteDeCloture(decisions: readonly Decision[]): string {
  const said = decisions.map(({ dossierId, decision, enveloppeId, montant, motif }) => {
    return { dossierId, decision, enveloppeId, montant, motif };
  });
  return empreinteOf(said.toSorted((a, b) => (a.dossierId < b.dossierId ? -1 : 1))).toString('hex');
}

/** Why a committee that sits cannot be closed now, whoever asks; undefined when nothing stands in the way. */
export function refusDeCloture({ commission, membres, decisions, aujourdhui }: SeanceAClore): string | undefined {
  const { quorum, tenueLe } = commission;
  if (tenueLe > aujourdhui) {
    return `La séance est le ${formatJour(tenueLe)}${NBSP}: elle se clôt ce jour-là ou après.`;
  }
  const presents = membres.filter(({ present }) => present).length;
  if (presents < quorum) {
    return `Le quorum n’est pas atteint${NBSP}: ${quantite(presents, 'présent')} sur ${quorum} exigés.`;
  }
  return decisions.length === 0 ? 'La commission n’a encore rien décidé.' : undefined;
}

type SeanceAClore = {
  readonly commission: Pick<Commission, 'quorum' | 'tenueLe'>;
  readonly membres: readonly Pick<MembreDeCommission, 'present'>[];
  readonly decisions: readonly Decision[];
  readonly aujourdhui: Jour;
};

/**
 * Closes a committee: its decisions are fixed, and a job that is committed with them carries them out one by one. Asked
 * again meanwhile, they are carried out in the name of whoever asks: the first one may have lost the right to.
 *
 * @param vu what `empreinteDeCloture` said of the decisions that were read
 */
export async function closeCommission(
  noyau: Noyau,
  agent: Agent,
  { commissionId, vu }: { readonly commissionId: string; readonly vu?: string },
): Promise<Result<void>> {
  assertMayRank(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx): Promise<Result<void>> => {
    const commission = await holdCommission(tx, commissionId);
    if (commission.statut === 'close') return ok(undefined);
    if (commission.statut === 'ouverte') {
      const fixed = await fixDecisions(tx, noyau, agent, { commission, vu });
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
async function fixDecisions(
  tx: Tx,
  noyau: Noyau,
  agent: Agent,
  { commission, vu }: { readonly commission: Commission; readonly vu: string | undefined },
): Promise<Result<void>> {
  const [membres, decisions] = await Promise.all([listMembres(tx, commission.id), listDecisions(tx, commission.id)]);
  const aujourdhui = fromPlainDate(noyau.clock.today());
  const refus = refusDeCloture({ commission, membres, decisions, aujourdhui });
  if (refus !== undefined) return refuse(refus);
  if (vu !== undefined && vu !== empreinteDeCloture(decisions)) {
    return refuse(`Les décisions ont changé pendant que vous les lisiez${NBSP}: vérifiez-les de nouveau.`);
  }
  const count = (asked: Decision['decision']) => decisions.filter(({ decision }) => decision === asked).length;
  await journaliserCommission(tx, noyau, agent, commission, 'commission.decisions_fixees', {
    presents: membres.filter(({ present }) => present).length,
    financer: count('financer'),
    refuser: count('refuser'),
    reporter: count('reporter'),
  });
  return ok(undefined);
}
