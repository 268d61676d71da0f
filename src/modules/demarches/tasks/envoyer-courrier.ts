import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import { sendToEach } from '../../../platform/mail/send-to-each.ts';
import { count, NBSP } from '../../../values/french.ts';
import { texteDesBlocs } from '../domain/blocs.ts';
import { remplirModele } from '../domain/modele.ts';
import type { Moteur } from '../moteur.ts';
import { lastReceipt, onceSettled } from '../use-cases/receipt.ts';
import { type CourrierDossier, courrierDossier } from './courrier-dossier.ts';
import { destinataires } from './destinataires.ts';
import { loadForText } from './load-for-text.ts';

/** Sends the mail of an event of a dossier to who follows it, with the receipt when it is the deposit's. */
export function envoyerCourrier(moteur: Moteur): Task<CourrierDossier> {
  return {
    ...courrierDossier,
    async run(courrier, { logger }) {
      const { courriel, dossierId, messageId, remaining } = courrier;
      const { message, senderName, to } = await moteur.db.read({ systeme: true }, async (tx) => {
        const texte = await loadForText(tx, moteur, dossierId);
        const { objet, blocs } = remplirModele(texte.definition.courriels[courriel], texte.valeurs);
        const joined = texte.pieces.filter((piece) => messageId !== undefined && piece.messageId === messageId);
        return {
          message: { objet, text: [texteDesBlocs(blocs), ...piecesJointes(joined.length)].join('\n\n') },
          senderName: texte.organisation.nom,
          to: await destinataires(tx, texte),
        };
      });
      if (to.length === 0) {
        logger.info({ dossierId }, 'no address to write to: the usager sees everything on their page');
        return;
      }
      const receipt = courriel === 'depot' ? await receiptFor(moteur, dossierId) : undefined;
      const attachments = receipt
        ? [{ fileName: 'accuse-de-depot.json', mediaType: 'application/json', content: receipt }]
        : [];
      const written = { to, remaining, subject: message.objet, text: message.text, senderName, attachments };
      await sendToEach(moteur, written, {
        refused: () => logger.warn({ dossierId, courriel }, 'an address is refused for good'),
        later: (rest) =>
          moteur.db.transaction({ systeme: true }, (tx) =>
            enqueue(tx, courrierDossier, { ...courrier, remaining: rest }),
          ),
      });
    },
  };
}

/** Under the signature, as in a letter. The files themselves stay where it is known who opens them. */
function piecesJointes(n: number): readonly string[] {
  return n === 0 ? [] : [`Pièces jointes${NBSP}: ${count(n, 'fichier')}, à lire dans votre dossier.`];
}

function receiptFor(moteur: Moteur, dossierId: string): Promise<Uint8Array> {
  return onceSettled(moteur, () => moteur.db.read({ systeme: true }, (tx) => lastReceipt(tx, moteur, dossierId)));
}
