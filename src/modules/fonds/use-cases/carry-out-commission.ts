import { Readable } from 'node:stream';
import { holdFile } from '../../../platform/blobs/hold-file.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import type { Noyau, Services } from '../../../platform/services.ts';
import { type Agent, findOrganisationById, porteeOf } from '../../comptes/index.ts';
import type { Decider } from '../../demarches/index.ts';
import { propositionPour } from '../domain/proposition-de-commission.ts';
import { mayRank } from '../policies.ts';
import { procesVerbalEnPdf } from '../proces-verbal-en-pdf.ts';
import { findCandidature } from '../storage/candidatures.ts';
import { type Commission, saveClose } from '../storage/commissions.ts';
import { type Decision, type Effet, lockDecision, saveEffet } from '../storage/decisions-de-commission.ts';
import { nomDeSession } from '../storage/sessions.ts';
import { agentActuel } from './agent-actuel.ts';
import { holdCommission, journaliserCommission } from './on-commission.ts';
import { proposeSubvention } from './propose-subvention.ts';
import { type CommissionLue, readCommission } from './read-commission.ts';

export type OutilsDeCloture = Noyau & Pick<Services, 'blobs'> & { readonly decider: Decider };

/**
 * Carries out what a committee decided, in the order of its ranking, each decision in a transaction of its own, then
 * writes its minutes and closes it. A decision that cannot be carried out (the last euro went elsewhere) is told in the
 * report, and stops none of the others. Killed anywhere, the next run does the rest: a decision is never carried out
 * twice. When whoever closed may not any more, it waits for somebody to take it up again.
 */
export async function carryOutCommission(
  outils: OutilsDeCloture,
  { organisationId, commissionId }: { readonly organisationId: string; readonly commissionId: string },
  signal?: AbortSignal,
): Promise<void> {
  const { lue, agent } = await outils.db.read({ organisation: organisationId }, async (tx) => {
    const read = await readCommission(tx, commissionId);
    const { clotureParId } = read.commission;
    return { lue: read, agent: clotureParId ? await agentActuel(tx, clotureParId, organisationId) : undefined };
  });
  if (lue.commission.statut !== 'en_cloture' || !agent || !mayRank(agent)) return;
  for (const decision of inOrder(lue)) {
    signal?.throwIfAborted();
    if (decision.effet === null) await carryOut(outils, agent, lue.commission, decision);
  }
  await finish(outils, agent, commissionId);
}

function inOrder({ decisions, classees }: CommissionLue): readonly Decision[] {
  const rangs = new Map(classees.map(({ dossier, rang }) => [dossier, rang]));
  const rangOf = ({ dossierId }: Decision) => rangs.get(dossierId) ?? Number.POSITIVE_INFINITY;
  return decisions.toSorted((a, b) => rangOf(a) - rangOf(b) || (a.dossierId < b.dossierId ? -1 : 1));
}

async function carryOut(
  outils: OutilsDeCloture,
  agent: Agent,
  commission: Commission,
  decision: Decision,
): Promise<void> {
  if (decision.decision === 'refuser') return refuseDossier(outils, agent, commission, decision);
  const effet: Effet =
    decision.decision === 'financer' ? await propose(outils, agent, commission, decision) : { effet: 'reportee' };
  await outils.db.transaction(porteeOf(agent), (tx) => saveOnce(tx, decision, async () => effet));
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
  outils: OutilsDeCloture,
  agent: Agent,
  commission: Commission,
  decision: Decision,
): Promise<void> {
  const { dossierId, motif } = decision;
  if (motif === null) throw new Error(`The decision ${decision.id} refuses without a reason`);
  const portee = porteeOf(agent);
  const refused = await orEchec(async () => {
    await outils.db.transaction(portee, (tx) =>
      saveOnce(tx, decision, async () => {
        const decided = await outils.decider(tx, agent, { dossierId, verdict: 'refuse', motif });
        if (decided.ok) return { effet: 'refusee' };
        return { effet: 'echec', echec: decided.error.verdict ?? decided.error.motif ?? `Refus de ${commission.nom}.` };
      }),
    );
    return { effet: 'refusee' };
  });
  if (refused.effet === 'echec')
    await outils.db.transaction(portee, (tx) => saveOnce(tx, decision, async () => refused));
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

/** The minutes are kept before what says that they are: killed in between, the same ones are made and kept again. */
async function finish(outils: OutilsDeCloture, agent: Agent, id: string): Promise<void> {
  const { lue, organisation, session } = await outils.db.read(porteeOf(agent), async (tx) => {
    const read = await readCommission(tx, id);
    return {
      lue: read,
      organisation: await findOrganisationById(tx, agent.organisation.id),
      session: await nomDeSession(tx, read.commission.sessionId),
    };
  });
  const { decisions } = lue;
  if (decisions.some(({ effet }) => effet === null)) throw new Error(`A decision of ${id} was not carried out`);
  if (!organisation || session === undefined)
    throw new Error(`The committee ${id} lost its organisation or its session`);
  const closedAt = outils.clock.now();
  const minutes = await procesVerbalEnPdf({ ...lue, organisation, session, closedAt });
  const { sha256 } = await outils.blobs.keep(Readable.from([minutes]));
  const count = (asked: Decision['effet']) => decisions.filter(({ effet }) => effet === asked).length;
  await outils.db.transaction(porteeOf(agent), async (tx) => {
    const commission = await holdCommission(tx, id);
    if (commission.statut === 'close') return;
    await holdFile(tx, sha256, 'partage');
    await saveClose(tx, id, { closedAt, procesVerbalSha256: sha256 });
    await journaliserCommission(tx, outils, agent, commission, 'commission.close', {
      proposees: count('proposee'),
      refusees: count('refusee'),
      reportees: count('reportee'),
      echecs: count('echec'),
      subventions: decisions.flatMap(({ subventionId }) => subventionId ?? []).toSorted(),
      procesVerbal: sha256,
    });
  });
}
