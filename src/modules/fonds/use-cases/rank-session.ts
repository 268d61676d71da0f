import { createHash } from 'node:crypto';
import type { Tx } from '../../../platform/db/database.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { append, canonicalJson } from '../../journal/index.ts';
import { ALGORITHME, classer, type Entrees, type Normalisation, ordonner } from '../domain/classement.ts';
import { assertMayRank } from '../policies.ts';
import {
  entreesOf,
  findClassementByCle,
  type Instantane,
  insertClassement,
  listClassements,
} from '../storage/classements.ts';
import { type Conflit, listConflits } from '../storage/conflits.ts';
import { attendUneDecision, type DemandeDeSession, listDemandes } from '../storage/demandes-de-session.ts';
import { type Evaluation, listEvaluations } from '../storage/evaluations.ts';
import { listGrilles, lockSession, type VersionDeGrille } from '../storage/grilles.ts';
import { employeursOf, recordMemeSiren, worksForDemandeur } from './detect-conflits.ts';

export type ClassementDemande = {
  readonly sessionId: string;
  readonly normalisation: Normalisation;
  /** Of the form: sent twice, it makes one ranking. */
  readonly cle: string;
};

/**
 * Ranks the requests of a session that are not decided, under its last grid, and keeps all that the ranking was made
 * from: whoever has the inputs finds the same ranking again, byte for byte.
 */
export async function rankSession(
  noyau: Noyau,
  agent: Agent,
  { sessionId, normalisation, cle }: ClassementDemande,
): Promise<Result<string>> {
  assertMayRank(agent);
  const organisationId = agent.organisation.id;
  const employeurs = await employeursOf(noyau, await evaluateursOf(noyau, agent, sessionId));
  return noyau.db.transaction(porteeOf(agent), async (tx) => {
    const session = await lockSession(tx, sessionId);
    if (session?.organisationId !== organisationId) throw new NotFound('Cette session n’existe pas.');
    const made = await findClassementByCle(tx, organisationId, cle);
    if (made) return ok(made);
    const grille = (await listGrilles(tx, sessionId)).at(-1);
    if (!grille) return refuse('Cette session n’a pas de grille : ses demandes ne se comparent pas.');
    const [toutes, evaluations, existing] = await Promise.all([
      listDemandes(tx, sessionId),
      listEvaluations(tx, grille),
      listClassements(tx, sessionId),
    ]);
    const demandes = toutes.filter(attendUneDecision);
    if (demandes.length === 0) return refuse('Aucune demande n’attend de décision : il n’y a rien à classer.');
    for (const { dossierId, evaluateurId } of evaluations) {
      const demande = demandes.find((one) => one.dossierId === dossierId);
      if (!demande || !worksForDemandeur(employeurs, evaluateurId, demande)) continue;
      await recordMemeSiren(tx, noyau, { organisationId, dossierId, evaluateurId });
    }
    const conflits = await listConflits(tx, sessionId);
    const entrees = ordonner(entreesFrom({ normalisation, grille, demandes, evaluations, conflits }));
    const one = snapshotOf(entrees);
    const id = newId<'Classement'>(noyau.clock, noyau.random);
    const numero = (existing[0]?.numero ?? 0) + 1;
    const auteurId = agent.personneId;
    const whole = { ...one, id, organisationId, sessionId, grilleId: grille.id, numero, auteurId, cle };
    await insertClassement(tx, whole, noyau.clock.now());
    await journaliserClassement(tx, noyau, agent, { ...whole, demandes: demandes.length });
    return ok(id);
  });
}

async function evaluateursOf(noyau: Noyau, agent: Agent, sessionId: string): Promise<readonly string[]> {
  return noyau.db.read(porteeOf(agent), async (tx) => {
    const grille = (await listGrilles(tx, sessionId)).at(-1);
    return grille ? (await listEvaluations(tx, grille)).map(({ evaluateurId }) => evaluateurId) : [];
  });
}

/** Computes a kept ranking again, from its inputs alone. @returns true when nothing differs, to the last byte */
export function isReproducible(kept: Pick<Instantane, 'entrees' | 'resultat' | 'empreinte'>): boolean {
  const again = snapshotOf(entreesOf(kept));
  return again.entrees === kept.entrees && again.resultat === kept.resultat && again.empreinte.equals(kept.empreinte);
}

function snapshotOf(read: Entrees): Pick<Instantane, 'algorithme' | 'entrees' | 'resultat' | 'empreinte'> {
  const entrees = canonicalJson(ordonner(read));
  return {
    algorithme: read.algorithme,
    entrees,
    resultat: canonicalJson(classer(read)),
    empreinte: createHash('sha256').update(entrees).digest(),
  };
}

/** What counts: submitted, under this grid, by somebody without conflict. */
function entreesFrom({
  normalisation,
  grille: { grille, empreinte },
  demandes,
  evaluations,
  conflits,
}: {
  readonly normalisation: Normalisation;
  readonly grille: VersionDeGrille;
  readonly demandes: readonly DemandeDeSession[];
  readonly evaluations: readonly Evaluation[];
  readonly conflits: readonly Conflit[];
}): Entrees {
  const key = (one: Pick<Conflit, 'dossierId' | 'evaluateurId'>) => `${one.dossierId} ${one.evaluateurId}`;
  const recuses = new Set(conflits.map(key));
  const { criteres, quorum, departages } = grille;
  return {
    algorithme: ALGORITHME,
    normalisation,
    grille: {
      empreinte: empreinte.toString('hex'),
      criteres: criteres.map((critere) => ({ id: critere.id, poids: critere.poids })),
      quorum,
      departages,
    },
    candidatures: demandes.map(({ dossierId, depositedAt }) => {
      const own = evaluations.filter((one) => one.dossierId === dossierId);
      const libres = own.filter((one) => !recuses.has(key(one)));
      const retenues = libres.filter((one) => one.submittedAt !== null);
      return {
        dossier: dossierId,
        deposeeLe: depositedAt.toString(),
        evaluations: retenues.map(({ evaluateurId, notes }) => ({
          evaluateur: evaluateurId,
          notes: Object.fromEntries(notes.map(({ critere, note }) => [critere, given(note)])),
        })),
        attendues: libres.length - retenues.length,
        recusees: own.length - libres.length,
      };
    }),
  };
}

function given(note: number | null): number {
  if (note === null) throw new Error('A submitted evaluation lacks a note');
  return note;
}

async function journaliserClassement(
  tx: Tx,
  noyau: Noyau,
  agent: Agent,
  one: Omit<Instantane, 'createdAt'> & { readonly demandes: number },
): Promise<void> {
  await append(tx, noyau, {
    acteur: { type: 'agent', id: agent.personneId },
    organisation: one.organisationId,
    sujet: { type: 'session', id: one.sessionId },
    type: 'session.classee',
    contenu: {
      classement: one.id,
      numero: one.numero,
      algorithme: one.algorithme,
      grille: one.grilleId,
      demandes: one.demandes,
      empreinte: one.empreinte.toString('hex'),
      resultat: createHash('sha256').update(one.resultat).digest('hex'),
    },
  });
}
