import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { newId } from '../../../values/ids.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import type { Verdict } from '../domain/definition.ts';
import { type Action, apply } from '../domain/statut.ts';
import type { Moteur } from '../moteur.ts';
import { insertDecision } from '../storage/decisions.ts';
import { saveStatut } from '../storage/dossiers.ts';
import { lettreDecision } from '../tasks/lettre-decision.ts';
import { assertMayDecide } from './agent.ts';
import { journaliser } from './journaliser.ts';
import { etatOf, loadAsAgent } from './load-dossier.ts';

const ACTIONS: Readonly<Record<Verdict, Action>> = {
  accepte: 'accepter',
  refuse: 'refuser',
  sans_suite: 'classer_sans_suite',
};

const LONGEST_MOTIF = 5000;

export type Refus = { readonly verdict?: string; readonly motif?: string };

/**
 * The decision, always reasoned (CRPA, art. L211-2 and L211-5). The letter and the mail follow from jobs of the same
 * transaction. The reasons stay out of the journal: they may name people.
 */
export async function decide(
  moteur: Moteur,
  agent: Agent,
  demande: { readonly dossierId: string; readonly verdict: Verdict; readonly motif: string },
): Promise<Result<void, Refus>> {
  assertMayDecide(agent);
  const motif = demande.motif.trim();
  if (motif === '') return refuse({ motif: 'Expliquez la décision : l’usager doit pouvoir la comprendre.' });
  if (motif.length > LONGEST_MOTIF) return refuse({ motif: `Écrivez ${LONGEST_MOTIF} caractères au plus.` });
  return moteur.db.transaction(porteeOf(agent), async (tx) => {
    const { dossier } = await loadAsAgent(tx, moteur, agent, demande.dossierId, 'verrou');
    const application = apply(ACTIONS[demande.verdict], 'agent', etatOf(dossier));
    if (!application.ok) return refuse({ verdict: application.raison });
    const now = moteur.clock.now();
    const decisionId = newId<'Decision'>(moteur.clock, moteur.random);
    await saveStatut(tx, dossier.id, { statut: application.vers, now, decidee: true });
    await insertDecision(tx, dossier.id, {
      id: decisionId,
      verdict: demande.verdict,
      motif,
      auteurId: agent.personneId,
      auteurNom: agent.nom,
      decidedAt: now,
    });
    await journaliser(tx, moteur, {
      acteur: { type: 'agent', id: agent.personneId },
      dossier,
      type: `dossier.${demande.verdict}`,
      contenu: { decision: decisionId },
    });
    await enqueue(tx, lettreDecision, { dossierId: dossier.id, decisionId });
    return ok(undefined);
  });
}
