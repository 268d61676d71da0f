import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { isRejetAEcrire, type Recours } from '../domain/recours.ts';
import type { Moteur } from '../moteur.ts';
import type { Dossier } from '../storage/dossiers.ts';
import { listRecours, type RecoursSansReponse, saveRejetImplicite } from '../storage/recours.ts';
import { courrierRecours } from '../tasks/courrier-recours.ts';
import { journaliser } from './journaliser.ts';
import { loadDossier } from './load-dossier.ts';

/**
 * Nobody answered a recours in two months: it is rejected (CRPA, art. L231-4, 2°), and whoever made it is told how to go
 * on. Looks again once the dossier is held: an agent may have answered at the same instant, and silence has its effect
 * once.
 */
export function writeRejetImplicite(moteur: Moteur, { dossierId, decisionId }: RecoursSansReponse): Promise<void> {
  return moteur.db.transaction({ systeme: true }, async (tx) => {
    const { dossier } = await loadDossier(tx, moteur, dossierId, 'verrou');
    const recours = (await listRecours(tx, dossierId)).find((one) => one.decisionId === decisionId);
    if (!recours || recours.issue !== null) return;
    if (!(await writeRejetImpliciteIn(tx, moteur, dossier, recours))) return;
    if (!moteur.muet) await enqueue(tx, courrierRecours, { courriel: 'silence', dossierId, decisionId });
  });
}

/**
 * The same while somebody answers, too late: the rejection was born before their answer, whether the night wrote it down
 * or not. Their answer tells it.
 *
 * @returns false when there is nothing to write
 */
export async function writeRejetImpliciteIn(
  tx: Tx,
  moteur: Moteur,
  dossier: Dossier,
  recours: Recours,
): Promise<boolean> {
  if (!isRejetAEcrire(recours, fromPlainDate(moteur.clock.today()))) return false;
  await saveRejetImplicite(tx, recours);
  await journaliser(tx, moteur, {
    acteur: { type: 'systeme', id: 'recours' },
    dossier,
    type: 'dossier.recours_rejet_implicite',
    contenu: { decision: recours.decisionId, le: recours.reponseAvant },
  });
  return true;
}
