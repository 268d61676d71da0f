import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { type Action, apply } from '../domain/statut.ts';
import type { Moteur } from '../moteur.ts';
import { saveStatut } from '../storage/dossiers.ts';
import { assertMayDecide, assertMayInstruct } from './agent.ts';
import { journaliser } from './journaliser.ts';
import { etatOf, loadAsAgent } from './load-dossier.ts';

type SansDecision = Extract<Action, 'passer_en_instruction' | 'repasser_en_instruction'>;

/** Takes a dossier up, or reopens a decided one. The decision that is reopened stays in the history. */
export async function changeStatut(
  moteur: Moteur,
  agent: Agent,
  demande: { readonly dossierId: string; readonly action: SansDecision },
): Promise<Result<void>> {
  if (demande.action === 'repasser_en_instruction') assertMayDecide(agent);
  else assertMayInstruct(agent);
  return moteur.db.transaction(porteeOf(agent), async (tx) => {
    const { dossier } = await loadAsAgent(tx, moteur, agent, demande.dossierId, 'verrou');
    const application = apply(demande.action, 'agent', etatOf(dossier));
    if (!application.ok) return refuse(application.raison);
    await saveStatut(tx, dossier.id, { statut: application.vers, now: moteur.clock.now() });
    await journaliser(tx, moteur, {
      acteur: { type: 'agent', id: agent.personneId },
      dossier,
      type: demande.action === 'passer_en_instruction' ? 'dossier.en_instruction' : 'dossier.rouvert',
      contenu: { de: dossier.statut, vers: application.vers },
    });
    return ok(undefined);
  });
}
