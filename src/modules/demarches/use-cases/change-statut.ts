import type { Tx } from '../../../platform/db/database.ts';
import { ok, type Result } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import type { Action } from '../domain/statut.ts';
import type { Moteur } from '../moteur.ts';
import { actOnDossier, parAgent } from './act-on-dossier.ts';
import { assertMayDecide, assertMayInstruct } from './agent.ts';
import { welcomeRecours } from './answer-recours.ts';
import { journaliser } from './journaliser.ts';
import { loadAsAgent } from './load-dossier.ts';

type SansDecision = Extract<Action, 'passer_en_instruction' | 'repasser_en_instruction'>;

/** Takes a dossier up, or reopens a decided one. The decision that is reopened stays in the history; a recours that
 * waited against it is heard. */
export async function changeStatut(
  moteur: Moteur,
  agent: Agent,
  demande: { readonly dossierId: string; readonly action: SansDecision },
): Promise<Result<void>> {
  if (demande.action === 'repasser_en_instruction') assertMayDecide(agent);
  else assertMayInstruct(agent);
  return moteur.db.transaction(porteeOf(agent), (tx) => changeStatutIn(tx, moteur, agent, demande));
}

/** The same inside a transaction that does more. Who may is the caller's to say; nothing is written when it is refused. */
export async function changeStatutIn(
  tx: Tx,
  moteur: Moteur,
  agent: Agent,
  demande: { readonly dossierId: string; readonly action: SansDecision },
): Promise<Result<void>> {
  const { dossier } = await loadAsAgent(tx, moteur, agent, demande.dossierId, 'verrou');
  const acted = await actOnDossier(tx, moteur, parAgent(agent), dossier, demande.action);
  if (!acted.ok) return acted;
  const reopened = demande.action === 'repasser_en_instruction';
  const recours = reopened ? await welcomeRecours(tx, moteur, agent, dossier) : undefined;
  await journaliser(tx, moteur, {
    acteur: parAgent(agent),
    dossier,
    type: reopened ? 'dossier.rouvert' : 'dossier.en_instruction',
    contenu: { de: dossier.statut, vers: acted.value, ...(recours ? { recours } : {}) },
  });
  return ok(undefined);
}
