import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { tropLong } from '../../../values/french.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import type { Verdict } from '../domain/definition.ts';
import type { Action } from '../domain/statut.ts';
import type { Moteur } from '../moteur.ts';
import { insertDecision } from '../storage/decisions.ts';
import type { Dossier } from '../storage/dossiers.ts';
import { lettreDecision } from '../tasks/lettre-decision.ts';
import { type AuteurDAction, actOnDossier, parAgent } from './act-on-dossier.ts';
import { assertMayDecide } from './agent.ts';
import { journaliser } from './journaliser.ts';
import { loadAsAgent } from './load-dossier.ts';

const ACTIONS: Readonly<Record<Verdict, Action>> = {
  accepte: 'accepter',
  refuse: 'refuser',
  sans_suite: 'classer_sans_suite',
};

const LONGEST_MOTIF = 5000;

export type DecisionDemandee = { readonly dossierId: string; readonly verdict: Verdict; readonly motif: string };

/** `decideIn` of the engine, for a module that decides with an act of its own. */
export type Decider = (tx: Tx, agent: Agent, demande: DecisionDemandee) => Promise<Result<void, Refus>>;

export type Refus = { readonly verdict?: string; readonly motif?: string };

/**
 * The decision, always reasoned (CRPA, art. L211-2 and L211-5). The letter and the mail follow from jobs of the same
 * transaction. The reasons stay out of the journal: they may name people.
 */
export async function decide(moteur: Moteur, agent: Agent, demande: DecisionDemandee): Promise<Result<void, Refus>> {
  assertMayDecide(agent);
  return moteur.db.transaction(porteeOf(agent), (tx) => decideIn(tx, moteur, agent, demande));
}

/**
 * The same inside a transaction that decides more: an award, say. Who may is the caller's to say; nothing is written
 * when it is refused.
 */
export async function decideIn(
  tx: Tx,
  moteur: Moteur,
  agent: Agent,
  demande: DecisionDemandee,
): Promise<Result<void, Refus>> {
  const motif = demande.motif.trim();
  if (motif === '') return refuse({ motif: 'Expliquez la décision\u00a0: l’usager doit pouvoir la comprendre.' });
  if (motif.length > LONGEST_MOTIF) return refuse({ motif: tropLong(LONGEST_MOTIF) });
  const { dossier } = await loadAsAgent(tx, moteur, agent, demande.dossierId, 'verrou');
  const acted = await actOnDossier(tx, moteur, parAgent(agent), dossier, ACTIONS[demande.verdict], { decidee: true });
  if (!acted.ok) return refuse({ verdict: acted.error });
  await writeDecision(tx, moteur, dossier, {
    verdict: demande.verdict,
    motif,
    auteur: parAgent(agent),
    auteurNom: agent.nom,
  });
  return ok(undefined);
}

/** The decision of a dossier that has just changed its statut: the act, its fact, its letter. */
export async function writeDecision(
  tx: Tx,
  moteur: Moteur,
  dossier: Dossier,
  decision: {
    readonly verdict: Verdict;
    readonly motif: string;
    readonly auteur: AuteurDAction;
    /** As the letter is signed. */
    readonly auteurNom: string;
  },
): Promise<void> {
  const decisionId = newId<'Decision'>(moteur.clock, moteur.random);
  const { verdict, motif, auteur, auteurNom } = decision;
  await insertDecision(tx, dossier.id, {
    id: decisionId,
    verdict,
    motif,
    auteurId: auteur.type === 'agent' ? auteur.id : null,
    auteurNom,
    decidedAt: moteur.clock.now(),
  });
  await journaliser(tx, moteur, {
    acteur: auteur,
    dossier,
    type: `dossier.${verdict}`,
    contenu: { decision: decisionId },
  });
  if (!moteur.muet) await enqueue(tx, lettreDecision, { dossierId: dossier.id, decisionId });
}
