import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP, tropLong } from '../../../values/french.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { texteDesBlocs } from '../domain/blocs.ts';
import type { IssueDeRecours, Recours } from '../domain/recours.ts';
import type { Moteur } from '../moteur.ts';
import type { Dossier } from '../storage/dossiers.ts';
import { listRecours, saveReponseAuRecours } from '../storage/recours.ts';
import { courrierDossier } from '../tasks/courrier-dossier.ts';
import { parAgent } from './act-on-dossier.ts';
import { assertMayDecide } from './agent.ts';
import { journaliser } from './journaliser.ts';
import { loadAsAgent } from './load-dossier.ts';
import { voiesDeRecours } from './voies-de-recours.ts';
import { writeMessage } from './write-message.ts';

const LONGEST = 5000;

/**
 * Maintains a decision that was contested, with reasons (CRPA, art. L211-2). Who asked is told, and reads again how to
 * go to the court: the delay begins anew with this answer.
 */
export async function rejectRecours(
  moteur: Moteur,
  agent: Agent,
  { dossierId, motif }: { readonly dossierId: string; readonly motif: string },
): Promise<Result<void>> {
  assertMayDecide(agent);
  const raison = motif.replaceAll('\r\n', '\n').trim();
  if (raison === '') return refuse('Dites pourquoi le recours est rejeté.');
  if (raison.length > LONGEST) return refuse(tropLong(LONGEST, raison.length));
  return moteur.db.transaction(porteeOf(agent), async (tx) => {
    const { dossier } = await loadAsAgent(tx, moteur, agent, dossierId, 'verrou');
    const recours = await findRecoursSansReponse(tx, dossierId);
    if (!recours) return refuse('Aucun recours n’attend de réponse.');
    const voies = texteDesBlocs(await voiesDeRecours(tx, moteur, dossierId));
    const corps = [
      `Votre recours gracieux reçu le ${formatJour(recours.recuLe)} est rejeté. Motif${NBSP}: ${raison}`,
      ...(voies ? [`Rappel de la lettre de décision${NBSP}:`, voies] : []),
    ].join('\n\n');
    await answer(tx, moteur, agent, dossier, recours, { issue: 'rejete', corps });
    await journaliser(tx, moteur, {
      acteur: parAgent(agent),
      dossier,
      type: 'dossier.recours_rejete',
      contenu: { decision: recours.decisionId },
    });
    return ok(undefined);
  });
}

/** The dossier has just been reopened: a recours that waited is heard. @returns the decision that it contested */
export async function welcomeRecours(
  tx: Tx,
  moteur: Moteur,
  agent: Agent,
  dossier: Dossier,
): Promise<string | undefined> {
  const recours = await findRecoursSansReponse(tx, dossier.id);
  if (!recours) return undefined;
  const corps = `Votre recours gracieux reçu le ${formatJour(recours.recuLe)} est accueilli${NBSP}: votre demande est examinée de nouveau.`;
  await answer(tx, moteur, agent, dossier, recours, { issue: 'rouvert', corps });
  return recours.decisionId;
}

/** Silence may have rejected it already: it is still answered. */
async function findRecoursSansReponse(tx: Tx, dossierId: string): Promise<Recours | undefined> {
  return (await listRecours(tx, dossierId)).find(({ issue }) => issue === null);
}

async function answer(
  tx: Tx,
  moteur: Moteur,
  agent: Agent,
  dossier: Dossier,
  { decisionId }: Recours,
  { issue, corps }: { readonly issue: IssueDeRecours; readonly corps: string },
): Promise<void> {
  const auteur = { type: 'agent', id: agent.personneId, nom: agent.nom } as const;
  const reponseId = await writeMessage(tx, moteur, dossier.id, auteur, { corps });
  await saveReponseAuRecours(tx, decisionId, { issue, reponseId, reponduLe: fromPlainDate(moteur.clock.today()) });
  if (!moteur.muet) await enqueue(tx, courrierDossier, { courriel: 'message', dossierId: dossier.id });
}
