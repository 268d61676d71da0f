import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { tropLong } from '../../../values/french.ts';
import { fromPlainDate } from '../../../values/jour.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { type Demandeur, porteeOfDemandeur } from '../../comptes/index.ts';
import { isContestable, LONGEST_RECOURS, reponseAvant } from '../domain/recours.ts';
import type { Moteur } from '../moteur.ts';
import { findLastDecision } from '../storage/decisions.ts';
import { isMessageSent } from '../storage/messages.ts';
import { insertRecours, listRecours } from '../storage/recours.ts';
import { courrierRecours } from '../tasks/courrier-recours.ts';
import { assertMayAsk } from './demandeur.ts';
import { journaliserDemande } from './journaliser.ts';
import { loadAsDemandeur } from './load-dossier.ts';
import { noteNouveaute } from './note-nouveaute.ts';
import { writeMessage } from './write-message.ts';

export type NouveauRecours = {
  readonly dossierId: string;
  /** Why the decision should change. */
  readonly motif: string;
  /** Drawn with the form: sent twice, it is one recours. */
  readonly cle: string;
};

/**
 * Contests the decision in force before whoever took it (CRPA, art. L411-2). A late one is received too: whether the
 * delay is over depends on the day of the notification, which the service appreciates.
 */
export async function fileRecours(
  moteur: Moteur,
  demandeur: Demandeur,
  { dossierId, motif, cle }: NouveauRecours,
): Promise<Result<void>> {
  assertMayAsk(demandeur);
  const corps = motif.replaceAll('\r\n', '\n').trim();
  if (corps === '') return refuse('Dites pourquoi la décision doit changer.');
  if (corps.length > LONGEST_RECOURS) return refuse(tropLong(LONGEST_RECOURS, corps.length));
  return moteur.db.transaction(porteeOfDemandeur(demandeur), async (tx) => {
    const { dossier } = await loadAsDemandeur(tx, moteur, demandeur, dossierId, 'verrou');
    const [decision, [last], sent] = await Promise.all([
      findLastDecision(tx, dossierId),
      listRecours(tx, dossierId),
      isMessageSent(tx, dossierId, cle),
    ]);
    if (sent) return ok(undefined);
    if (!decision || !isContestable(dossier.statut)) return refuse('Aucune décision n’est à contester.');
    if (last?.decisionId === decision.id) {
      return refuse(`Un recours est déjà déposé depuis le ${formatJour(last.recuLe)} contre cette décision.`);
    }
    const recuLe = fromPlainDate(moteur.clock.today());
    const recours = { decisionId: decision.id, recuLe, reponseAvant: reponseAvant(recuLe) };
    const auteur = { type: 'usager', id: demandeur.personneId, nom: demandeur.nom } as const;
    const messageId = await writeMessage(tx, moteur, dossierId, auteur, { corps, cle });
    await insertRecours(tx, dossierId, { ...recours, messageId });
    await journaliserDemande(tx, moteur, demandeur, {
      dossier,
      type: 'dossier.recours',
      contenu: { decision: decision.id, message: messageId, reponseAvant: recours.reponseAvant },
    });
    await noteNouveaute(tx, moteur, dossier, 'recours');
    if (!moteur.muet) await enqueue(tx, courrierRecours, { courriel: 'accuse', dossierId, decisionId: decision.id });
    return ok(undefined);
  });
}
