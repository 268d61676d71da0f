import type { Tx } from '../../../platform/db/database.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import type { Decider } from '../../demarches/index.ts';
import { propositionPour } from '../domain/proposition-de-commission.ts';
import { assertMayRank } from '../policies.ts';
import { findCandidature } from '../storage/candidatures.ts';
import { findClassement, resultatOf } from '../storage/classements.ts';
import { type Commission, listMembres, saveStatutCommission } from '../storage/commissions.ts';
import {
  type Decision,
  type Effet,
  listDecisions,
  lockDecision,
  saveEffet,
} from '../storage/decisions-de-commission.ts';
import { holdCommission, journaliserCommission } from './on-commission.ts';
import { proposeSubvention } from './propose-subvention.ts';

export type NoyauDeCloture = Noyau & { readonly decider: Decider };

/**
 * Closes a committee: its decisions are fixed, then carried out one by one in the order of the ranking, each in a
 * transaction of its own. A decision that cannot be carried out (the last euro went elsewhere) is told in the report,
 * and stops none of the others. Killed in the middle, it goes on where it was: a decision is never carried out twice.
 */
export async function closeCommission(
  noyau: NoyauDeCloture,
  agent: Agent,
  { commissionId }: { readonly commissionId: string },
): Promise<Result<void>> {
  assertMayRank(agent);
  const begun = await noyau.db.transaction(porteeOf(agent), (tx) => fixDecisions(tx, noyau, agent, commissionId));
  if (!begun.ok) return begun;
  for (const decision of begun.value.decisions) {
    if (decision.effet === null) await carryOut(noyau, agent, begun.value.commission, decision);
  }
  return noyau.db.transaction(porteeOf(agent), (tx) => finish(tx, noyau, agent, commissionId));
}

type Fixees = { readonly commission: Commission; readonly decisions: readonly Decision[] };

/** From here on, the database lets no decision of this committee change. */
async function fixDecisions(tx: Tx, noyau: Noyau, agent: Agent, id: string): Promise<Result<Fixees>> {
  const commission = await holdCommission(tx, id);
  const [membres, decisions, classement] = await Promise.all([
    listMembres(tx, id),
    listDecisions(tx, id),
    findClassement(tx, commission.classementId),
  ]);
  if (!classement) throw new Error(`The ranking ${commission.classementId} of a committee is gone`);
  const { classees } = resultatOf(classement);
  const rangs = new Map(classees.map(({ dossier, rang }) => [dossier, rang]));
  const rangOf = ({ dossierId }: Decision) => rangs.get(dossierId) ?? Number.POSITIVE_INFINITY;
  const sorted = decisions.toSorted((a, b) => rangOf(a) - rangOf(b) || (a.dossierId < b.dossierId ? -1 : 1));
  if (commission.statut !== 'ouverte') return ok({ commission, decisions: sorted });
  const presents = membres.filter(({ present }) => present).length;
  if (presents < commission.quorum) {
    return refuse(`Le quorum n’est pas atteint : ${presents} présents sur ${commission.quorum} exigés.`);
  }
  if (decisions.length === 0) return refuse('La commission n’a encore rien décidé.');
  await saveStatutCommission(tx, id, 'en_cloture', null);
  const count = (asked: Decision['decision']) => decisions.filter(({ decision }) => decision === asked).length;
  await journaliserCommission(tx, noyau, agent, commission, 'commission.decisions_fixees', {
    presents,
    financer: count('financer'),
    refuser: count('refuser'),
    reporter: count('reporter'),
  });
  return ok({ commission, decisions: sorted });
}

async function carryOut(
  noyau: NoyauDeCloture,
  agent: Agent,
  commission: Commission,
  decision: Decision,
): Promise<void> {
  if (decision.decision === 'refuser') return refuseDossier(noyau, agent, commission, decision);
  const effet: Effet =
    decision.decision === 'financer' ? await propose(noyau, agent, commission, decision) : { effet: 'reportee' };
  await noyau.db.transaction(porteeOf(agent), (tx) => saveOnce(tx, decision, async () => effet));
}

/** The key of the proposal is the decision: proposed before a kill, it is found again, and reserves nothing more. */
async function propose(
  noyau: Noyau,
  agent: Agent,
  commission: Commission,
  { id, dossierId, enveloppeId, montant }: Decision,
): Promise<Effet> {
  if (enveloppeId === null || montant === null) throw new Error(`The decision ${id} funds nothing`);
  const candidature = await noyau.db.read(porteeOf(agent), (tx) => findCandidature(tx, dossierId));
  if (!candidature) throw new Error(`The request ${dossierId} of ${commission.id} is gone`);
  const { beneficiaire, objet } = candidature;
  const proposition = propositionPour(candidature, montant, beneficiaire.departement);
  if (!proposition.ok) return { effet: 'echec', echec: proposition.error };
  const { departement: _ofBeneficiaire, ...financement } = proposition.value;
  const demande = {
    ...financement,
    enveloppeId,
    dossierId,
    cle: id,
    beneficiaire,
    objet: objet.slice(0, LONGEST_OBJET),
  };
  return orEchec(async () => {
    const proposed = await proposeSubvention(noyau, agent, demande);
    if (proposed.ok) return { effet: 'proposee', subventionId: proposed.value };
    const [why = 'La proposition est refusée.'] = Object.values(proposed.error);
    return { effet: 'echec', echec: why };
  });
}

const LONGEST_OBJET = 256;

/** The dossier is decided and the decision marked in one transaction: both, or neither. */
async function refuseDossier(
  noyau: NoyauDeCloture,
  agent: Agent,
  commission: Commission,
  decision: Decision,
): Promise<void> {
  const { dossierId, motif } = decision;
  if (motif === null) throw new Error(`The decision ${decision.id} refuses without a reason`);
  const portee = porteeOf(agent);
  const refused = await orEchec(async () => {
    await noyau.db.transaction(portee, (tx) =>
      saveOnce(tx, decision, async () => {
        const decided = await noyau.decider(tx, agent, { dossierId, verdict: 'refuse', motif });
        if (decided.ok) return { effet: 'refusee' };
        return { effet: 'echec', echec: decided.error.verdict ?? decided.error.motif ?? `Refus de ${commission.nom}.` };
      }),
    );
    return { effet: 'refusee' };
  });
  if (refused.effet === 'echec')
    await noyau.db.transaction(portee, (tx) => saveOnce(tx, decision, async () => refused));
}

/** What somebody else did meanwhile to a request is told in the report; anything unexpected stops the closing. */
async function orEchec(work: () => Promise<Effet>): Promise<Effet> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Conflict || error instanceof NotFound) return { effet: 'echec', echec: error.message };
    throw error;
  }
}

/** Two closings at once take turns on each decision, and the second finds it carried out. */
async function saveOnce(tx: Tx, { id }: Decision, work: () => Promise<Effet>): Promise<void> {
  const held = await lockDecision(tx, id);
  if (!held) throw new Error(`The decision ${id} is gone`);
  if (held.effet === null) await saveEffet(tx, id, await work());
}

async function finish(tx: Tx, noyau: Noyau, agent: Agent, id: string): Promise<Result<void>> {
  const commission = await holdCommission(tx, id);
  if (commission.statut === 'close') return ok(undefined);
  const decisions = await listDecisions(tx, id);
  if (decisions.some(({ effet }) => effet === null)) throw new Error(`A decision of ${id} was not carried out`);
  await saveStatutCommission(tx, id, 'close', noyau.clock.now());
  const count = (asked: Decision['effet']) => decisions.filter(({ effet }) => effet === asked).length;
  await journaliserCommission(tx, noyau, agent, commission, 'commission.close', {
    proposees: count('proposee'),
    refusees: count('refusee'),
    reportees: count('reportee'),
    echecs: count('echec'),
    subventions: decisions.flatMap(({ subventionId }) => subventionId ?? []).toSorted(),
  });
  return ok(undefined);
}
