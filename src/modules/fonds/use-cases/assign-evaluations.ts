import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, membresOf, porteeOf } from '../../comptes/index.ts';
import { append } from '../../journal/index.ts';
import { type Affectation, repartir } from '../domain/repartition.ts';
import { assertMayRank, mayReview } from '../policies.ts';
import { listConflits } from '../storage/conflits.ts';
import { attendUneDecision, type DemandeDeSession, listDemandes } from '../storage/demandes-de-session.ts';
import { insertEvaluations, listEvaluations } from '../storage/evaluations.ts';
import { listGrilles, lockSession, type VersionDeGrille } from '../storage/grilles.ts';
import { type Employeurs, employeursOf, recordMemeSiren, worksForDemandeur } from './detect-conflits.ts';

export type Repartition = {
  readonly affectees: number;
  /** Numbers of the requests that still lack reviewers: all the others are in conflict. */
  readonly manquent: readonly string[];
};

export type ErreursAffectation = { readonly evaluateurs?: string; readonly parDossier?: string };

/**
 * Shares the requests of a session evenly among reviewers, whatever was assigned before under this version of the grid.
 * Asked twice, it adds nothing.
 */
export async function shareEvaluations(
  noyau: Noyau,
  agent: Agent,
  {
    sessionId,
    evaluateurs,
    parDossier,
  }: { readonly sessionId: string; readonly evaluateurs: readonly string[]; readonly parDossier: number },
): Promise<Result<Repartition, ErreursAffectation>> {
  assertMayRank(agent);
  if (evaluateurs.length === 0) return refuse({ evaluateurs: 'Choisissez au moins un évaluateur.' });
  const employeurs = await employeursOf(noyau, evaluateurs);
  return onSession(noyau, agent, sessionId, evaluateurs, async ({ tx, grille, demandes }) => {
    const conflits = await conflitsOf(tx, noyau, agent, { sessionId, demandes, evaluateurs, employeurs });
    const deja = (await listEvaluations(tx, grille)).map(({ dossierId, evaluateurId }) => ({
      dossier: dossierId,
      evaluateur: evaluateurId,
    }));
    const dossiers = demandes.map(({ dossierId }) => dossierId);
    const { affectations, manquent } = repartir({ dossiers, evaluateurs, parDossier, deja, conflits });
    const affectees = await assign(tx, noyau, agent, grille, affectations);
    const numeros = demandes.filter(({ dossierId }) => manquent.includes(dossierId)).map(({ numero }) => numero);
    return ok({ affectees, manquent: numeros });
  });
}

/** Asks one reviewer for one request. Asked twice, it is asked once. */
export async function assignEvaluation(
  noyau: Noyau,
  agent: Agent,
  {
    sessionId,
    dossierId,
    evaluateurId,
  }: { readonly sessionId: string; readonly dossierId: string; readonly evaluateurId: string },
): Promise<Result<void, ErreursAffectation>> {
  assertMayRank(agent);
  const employeurs = await employeursOf(noyau, [evaluateurId]);
  return onSession(noyau, agent, sessionId, [evaluateurId], async ({ tx, grille, demandes }) => {
    const one = demandes.filter((demande) => demande.dossierId === dossierId);
    if (one.length === 0) return refuse({ evaluateurs: 'Cette demande est déjà décidée : elle ne s’évalue plus.' });
    const asked = { sessionId, demandes: one, evaluateurs: [evaluateurId], employeurs };
    const conflits = await conflitsOf(tx, noyau, agent, asked);
    if (conflits.some((conflit) => conflit.dossier === dossierId && conflit.evaluateur === evaluateurId)) {
      return refuse({
        evaluateurs: 'Cette personne est en conflit d’intérêts avec cette demande : choisissez-en une autre.',
      });
    }
    await assign(tx, noyau, agent, grille, [{ dossier: dossierId, evaluateur: evaluateurId }]);
    return ok(undefined);
  });
}

type Session = {
  readonly tx: Tx;
  readonly grille: VersionDeGrille;
  /** Not decided yet. */
  readonly demandes: readonly DemandeDeSession[];
};

/** Holds the session: two assignments at once take turns, and the second sees what the first did. */
async function onSession<T>(
  noyau: Noyau,
  agent: Agent,
  sessionId: string,
  evaluateurs: readonly string[],
  work: (session: Session) => Promise<Result<T, ErreursAffectation>>,
): Promise<Result<T, ErreursAffectation>> {
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const session = await lockSession(tx, sessionId);
    if (session?.organisationId !== agent.organisation.id) throw new NotFound('Cette session n’existe pas.');
    const [grilles, demandes, membres] = await Promise.all([
      listGrilles(tx, sessionId),
      listDemandes(tx, sessionId),
      membresOf(tx, agent.organisation.id),
    ]);
    const known = new Set(membres.filter(({ roles }) => mayReview(roles)).map(({ personneId }) => personneId));
    if (!evaluateurs.every((id) => known.has(id))) {
      return refuse({ evaluateurs: 'Choisissez des membres qui ont le rôle d’expert ou d’instructeur.' });
    }
    const grille = grilles.at(-1);
    if (!grille) return refuse({ evaluateurs: 'Cette session n’a pas de grille : ses demandes ne se comparent pas.' });
    return work({ tx, grille, demandes: demandes.filter(attendUneDecision) });
  });
}

/** What is declared, and what the registers say: whoever works for who asks may not judge. */
async function conflitsOf(
  tx: Tx,
  noyau: Noyau,
  agent: Agent,
  {
    sessionId,
    demandes,
    evaluateurs,
    employeurs,
  }: {
    readonly sessionId: string;
    readonly demandes: readonly DemandeDeSession[];
    readonly evaluateurs: readonly string[];
    readonly employeurs: Employeurs;
  },
): Promise<readonly Affectation[]> {
  const organisationId = agent.organisation.id;
  for (const demande of demandes) {
    for (const evaluateurId of evaluateurs) {
      if (!worksForDemandeur(employeurs, evaluateurId, demande)) continue;
      await recordMemeSiren(tx, noyau, { organisationId, dossierId: demande.dossierId, evaluateurId });
    }
  }
  const known = await listConflits(tx, sessionId);
  return known.map(({ dossierId, evaluateurId }) => ({ dossier: dossierId, evaluateur: evaluateurId }));
}

/** @returns how many were not assigned yet */
async function assign(
  tx: Tx,
  noyau: Noyau,
  agent: Agent,
  { id: grilleId, sessionId }: VersionDeGrille,
  affectations: readonly Affectation[],
): Promise<number> {
  const assignedAt = noyau.clock.now();
  const organisationId = agent.organisation.id;
  const all = affectations.map(({ dossier, evaluateur }) => ({
    id: newId<'Evaluation'>(noyau.clock, noyau.random),
    organisationId,
    sessionId,
    grilleId,
    dossierId: dossier,
    evaluateurId: evaluateur,
    assignedAt,
  }));
  const inserted = new Set((await insertEvaluations(tx, all)).map(({ id }) => id));
  for (const one of all.filter(({ id }) => inserted.has(id))) {
    await append(tx, noyau, {
      acteur: { type: 'agent', id: agent.personneId },
      organisation: organisationId,
      sujet: { type: 'candidature', id: one.dossierId },
      type: 'evaluation.demandee',
      contenu: { evaluation: one.id, evaluateur: one.evaluateurId, grille: grilleId },
    });
  }
  return inserted.size;
}
