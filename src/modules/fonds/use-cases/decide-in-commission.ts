import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { formatMontant, type Montant } from '../../../values/montant.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import type { Classement } from '../domain/classement.ts';
import type { DecisionCommission } from '../domain/commission.ts';
import { propositionPour } from '../domain/proposition-de-commission.ts';
import { couvre, manqueDe, type Parametres, simuler } from '../domain/simulation.ts';
import { assertMayRank } from '../policies.ts';
import { findCandidature } from '../storage/candidatures.ts';
import { findClassement, resultatOf } from '../storage/classements.ts';
import type { Commission } from '../storage/commissions.ts';
import {
  type Decision,
  type EnveloppeDeCommission,
  listDecisions,
  listEnveloppesDeSession,
  retenuDans,
  saveDecision,
} from '../storage/decisions-de-commission.ts';
import { attendUneDecision, type DemandeDeSession, findDemande, listDemandes } from '../storage/demandes-de-session.ts';
import { holdCommission, journaliserCommission, siege } from './on-commission.ts';

export type DecisionPrise = {
  readonly commissionId: string;
  readonly dossierId: string;
  readonly decision: DecisionCommission;
  /** To fund. */
  readonly enveloppeId: string | null;
  readonly montant: Montant | null;
  /** To refuse: the applicant reads it. */
  readonly motif: string | null;
};

export type ErreursDecision = Partial<Record<'decision' | 'enveloppe' | 'montant' | 'motif', string>>;

/**
 * The committee decides of one request, checked at once against the law and against what is free in the enveloppe. No
 * credit moves before the closing.
 */
export async function decideInCommission(
  noyau: Noyau,
  agent: Agent,
  asked: DecisionPrise,
): Promise<Result<void, ErreursDecision>> {
  assertMayRank(agent);
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const commission = await holdCommission(tx, asked.commissionId);
    const sits = siege(commission);
    if (!sits.ok) return refuse({ decision: sits.error });
    const classement = await agendaOf(tx, commission);
    const refused = await refusDe(tx, commission, classement, asked);
    if (refused) return refuse(refused);
    await record(tx, noyau, agent, commission, asked);
    return ok(undefined);
  });
}

/**
 * Takes what a simulation shows: funded requests are funded, those that it leaves out are put off. What the committee
 * refused stays refused. All of it or nothing.
 */
export async function adoptSimulation(
  noyau: Noyau,
  agent: Agent,
  { commissionId, parametres }: { readonly commissionId: string; readonly parametres: Parametres },
): Promise<Result<number>> {
  assertMayRank(agent);
  if (parametres.enveloppes.length === 0) return refuse('Choisissez au moins une enveloppe.');
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const commission = await holdCommission(tx, commissionId);
    const sits = siege(commission);
    if (!sits.ok) return sits;
    const [classement, demandes, enveloppes, decisions] = await Promise.all([
      agendaOf(tx, commission),
      listDemandes(tx, commission.sessionId),
      listEnveloppesDeSession(tx, commission.sessionId),
      listDecisions(tx, commissionId),
    ]);
    const refusees = new Set(
      decisions.filter(({ decision }) => decision === 'refuser').map(({ dossierId }) => dossierId),
    );
    const { lignes, finances } = simuler(parametres, aFinancer(classement, demandes, refusees), enveloppes);
    for (const { dossier, montant } of lignes.filter(({ enveloppeId }) => enveloppeId !== null)) {
      const law = await refusDuDroit(tx, dossier, montant);
      const numero = demandes.find(({ dossierId }) => dossierId === dossier)?.numero ?? dossier;
      if (law) return refuse(`Demande ${numero} : ${law}`);
    }
    // Nothing was written so far: from here on, nothing is refused.
    for (const { dossier, montant, enveloppeId } of lignes) {
      const taken: DecisionPrise = {
        commissionId,
        dossierId: dossier,
        decision: enveloppeId === null ? 'reporter' : 'financer',
        enveloppeId,
        montant: enveloppeId === null ? null : montant,
        motif: null,
      };
      if (!sameDecision(decisions, taken)) await record(tx, noyau, agent, commission, taken);
    }
    return ok(finances);
  });
}

/** What a simulation may fund: ranked, still open, and not refused by the committee. */
export function aFinancer(
  { classees }: Pick<Classement, 'classees'>,
  demandes: readonly DemandeDeSession[],
  refusees: ReadonlySet<string>,
) {
  return classees.flatMap(({ dossier, rang }) => {
    const demande = demandes.find((one) => one.dossierId === dossier);
    if (!demande || !attendUneDecision(demande) || refusees.has(dossier)) return [];
    const { departement, region, demande: montant } = demande;
    return [{ dossier, rang, demande: montant, departement, region }];
  });
}

async function agendaOf(tx: Tx, { classementId }: Commission): Promise<Classement> {
  const classement = await findClassement(tx, classementId);
  if (!classement) throw new Error(`The ranking ${classementId} of a committee is gone`);
  return resultatOf(classement);
}

async function refusDe(
  tx: Tx,
  commission: Commission,
  { classees, nonClassees }: Classement,
  { dossierId, decision, enveloppeId, montant, motif }: DecisionPrise,
): Promise<ErreursDecision | undefined> {
  const isRanked = classees.some(({ dossier }) => dossier === dossierId);
  if (!isRanked && !nonClassees.some(({ dossier }) => dossier === dossierId)) {
    throw new NotFound('Cette demande n’est pas à l’ordre du jour.');
  }
  const demande = await findDemande(tx, dossierId);
  if (decision !== 'reporter' && !(demande && attendUneDecision(demande))) {
    return { decision: 'Cette demande est déjà décidée, ou une subvention y répond déjà.' };
  }
  if (decision === 'refuser') return motif ? undefined : { motif: 'Dites pourquoi : le demandeur le lira.' };
  if (decision === 'reporter') return undefined;
  if (!isRanked) return { decision: 'Cette demande n’est pas classée : la commission ne peut pas la financer.' };
  if (enveloppeId === null) return { enveloppe: 'Choisissez l’enveloppe qui finance cette demande.' };
  if (montant === null || montant <= 0) return { montant: 'Écrivez un montant supérieur à zéro.' };
  const law = await refusDuDroit(tx, dossierId, montant);
  if (law) return { montant: law };
  const enveloppe = (await listEnveloppesDeSession(tx, commission.sessionId)).find(({ id }) => id === enveloppeId);
  if (!enveloppe) return { enveloppe: 'Choisissez une enveloppe de l’axe de cette session.' };
  return refusDesCredits(tx, commission, enveloppe, dossierId, montant);
}

async function refusDesCredits(
  tx: Tx,
  { id: commissionId }: Commission,
  { id: enveloppeId, disponible, territoire }: EnveloppeDeCommission,
  dossierId: string,
  montant: Montant,
): Promise<ErreursDecision | undefined> {
  const candidature = await findCandidature(tx, dossierId);
  const { departement = null, region = null } = candidature?.beneficiaire ?? {};
  if (!couvre(territoire, { departement, region })) {
    return { enveloppe: 'Cette enveloppe est celle d’un autre territoire que celui du demandeur.' };
  }
  const retenu = await retenuDans(tx, { commissionId, enveloppeId, sauf: dossierId });
  const manque = manqueDe(disponible, retenu, montant);
  if (manque === 0) return undefined;
  const euros = (amount: Montant) => formatMontant(amount, 'if-any');
  return {
    montant:
      `Il manque ${euros(manque)} : ${euros(disponible)} sont disponibles dans l’enveloppe, ` +
      `et la commission en retient déjà ${euros(retenu)}.`,
  };
}

/** What the law says against funding a request with this amount. */
async function refusDuDroit(tx: Tx, dossierId: string, montant: Montant): Promise<string | undefined> {
  const candidature = await findCandidature(tx, dossierId);
  if (!candidature) throw new NotFound('Cette demande n’existe pas.');
  const checked = propositionPour(candidature, montant, candidature.beneficiaire.departement);
  return checked.ok ? undefined : checked.error;
}

function sameDecision(decisions: readonly Decision[], asked: DecisionPrise): boolean {
  return decisions.some(
    (known) =>
      known.dossierId === asked.dossierId &&
      known.decision === asked.decision &&
      known.enveloppeId === asked.enveloppeId &&
      known.montant === asked.montant,
  );
}

/** The reasons stay out of the journal: they may name people. */
async function record(
  tx: Tx,
  noyau: Noyau,
  agent: Agent,
  commission: Commission,
  { commissionId, dossierId, decision, enveloppeId, montant, motif }: DecisionPrise,
): Promise<void> {
  const financed = decision === 'financer';
  const one = {
    id: newId<'Decision'>(noyau.clock, noyau.random),
    organisationId: commission.organisationId,
    commissionId,
    dossierId,
    decision,
    enveloppeId: financed ? enveloppeId : null,
    montant: financed ? montant : null,
    motif,
  };
  await saveDecision(tx, one, noyau.clock.now());
  await journaliserCommission(tx, noyau, agent, commission, 'commission.decision', {
    dossier: dossierId,
    decision,
    enveloppe: one.enveloppeId,
    montant: one.montant,
  });
}
