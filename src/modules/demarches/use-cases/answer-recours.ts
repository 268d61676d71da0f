import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { NBSP, tropLong } from '../../../values/french.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Agent, porteeOf } from '../../comptes/index.ts';
import { texteDesBlocs } from '../domain/blocs.ts';
import { type IssueDeRecours, limiteDuRecours, type Recours, rouvreLeDelai } from '../domain/recours.ts';
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
import { writeRejetImpliciteIn } from './write-rejet-implicite.ts';

const LONGEST = 5000;

export type RejetDeRecours = { readonly dossierId: string; readonly motif: string };

/**
 * Maintains a decision that was contested, with reasons (CRPA, art. L211-2). Who asked is told, and reads again how to
 * go to the court: the delay begins anew with this answer, unless silence had rejected the recours before it.
 */
export async function rejectRecours(moteur: Moteur, agent: Agent, rejet: RejetDeRecours): Promise<Result<void>> {
  assertMayDecide(agent);
  return moteur.db.transaction(porteeOf(agent), (tx) => rejectRecoursIn(tx, moteur, agent, rejet));
}

/** The same inside a transaction that does more. Who may is the caller's to say; nothing is written when it is refused. */
export async function rejectRecoursIn(
  tx: Tx,
  moteur: Moteur,
  agent: Agent,
  { dossierId, motif }: RejetDeRecours,
): Promise<Result<void>> {
  const raison = motif.replaceAll('\r\n', '\n').trim();
  if (raison === '') return refuse('Dites pourquoi le recours est rejeté.');
  if (raison.length > LONGEST) return refuse(tropLong(LONGEST, raison.length));
  const { dossier } = await loadAsAgent(tx, moteur, agent, dossierId, 'verrou');
  const recours = await findRecoursSansReponse(tx, dossierId);
  if (!recours) return refuse('Aucun recours n’attend de réponse.');
  const voies = texteDesBlocs(await voiesDeRecours(tx, moteur, dossierId));
  const corps = [
    `Votre recours gracieux reçu le ${formatJour(recours.recuLe)} est rejeté. Motif${NBSP}: ${raison}`,
    ...apresLeSilence(moteur, recours),
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
}

/** What a late answer does to the delay to go to the court, which silence opened. Nothing to say of one in time. */
function apresLeSilence(moteur: Moteur, { reponseAvant }: Recours): readonly string[] {
  const reponduLe = fromPlainDate(moteur.clock.today());
  if (reponduLe <= reponseAvant) return [];
  const limite = limiteDuRecours(reponseAvant);
  const rejete = `Le silence gardé sur ce recours l’avait rejeté le ${formatJour(reponseAvant)}.`;
  const fin = `${reponduLe > limite ? 'a pris fin' : 'prend fin'} le ${formatJour(limite)}`;
  return rouvreLeDelai(moteur.reponseTardive ?? 'dans-le-delai', limite, reponduLe)
    ? [`${rejete} Cette réponse vous redonne deux mois pour saisir le tribunal administratif (${R421_2}).`]
    : [`${rejete} Cette réponse ne change pas le délai pour saisir le tribunal administratif, qui ${fin} (${R421_2}).`];
}

const R421_2 = 'code de justice administrative, art. R421-2';

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
  recours: Recours,
  { issue, corps }: { readonly issue: IssueDeRecours; readonly corps: string },
): Promise<void> {
  await writeRejetImpliciteIn(tx, moteur, dossier, recours);
  const auteur = { type: 'agent', id: agent.personneId, nom: agent.nom } as const;
  const reponseId = await writeMessage(tx, moteur, dossier.id, auteur, { corps });
  await saveReponseAuRecours(tx, recours.decisionId, {
    issue,
    reponseId,
    reponduLe: fromPlainDate(moteur.clock.today()),
  });
  if (!moteur.muet) await enqueue(tx, courrierDossier, { courriel: 'message', dossierId: dossier.id });
}
